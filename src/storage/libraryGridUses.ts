import type { Connection } from 'mongoose';
import type { GridUse, LibraryGridStore } from '../grid/libraryGrid.js';
import { activityModel, type ActivityRecord } from './activityModel.js';
import { text } from './filterValues.js';
import { gridVersionModel, type GridVersionRecord } from './gridVersionModel.js';

/** Activities name a version, so a grid's uses are those of all its versions: two reads, however many grids. */
export function libraryGridUses(db: Connection): LibraryGridStore['uses'] {
  const GridVersions = gridVersionModel(db);
  const Activities = activityModel(db);

  return async (gridIds, tenant) => {
    const owned = {
      registrationId: text(tenant.registrationId),
      deploymentId: text(tenant.deploymentId),
    };
    const versions = await GridVersions.find({ gridId: { $in: gridIds.map(text) }, ...owned }, { gridId: 1 })
      .lean<Pick<GridVersionRecord, '_id' | 'gridId'>[]>()
      .exec();
    const gridOf = new Map(versions.map(({ _id, gridId }) => [_id, gridId]));
    const activities = await Activities.find(
      { ...owned, gridVersionId: { $in: [...gridOf.keys()] } },
      { gridVersionId: 1, contextId: 1, title: 1 },
    )
      .lean<Pick<ActivityRecord, 'gridVersionId' | 'contextId' | 'title'>[]>()
      .exec();
    return activities.map(({ gridVersionId, contextId, title }): GridUse => {
      return { gridId: gridOf.get(gridVersionId) ?? '', contextId, activityTitle: title };
    });
  };
}
