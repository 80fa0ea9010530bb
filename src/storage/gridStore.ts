import type { Connection } from 'mongoose';
import type { GridStore } from '../grid/grid.js';
import { text } from './filterValues.js';
import { gridVersionModel, type GridVersionRecord } from './gridVersionModel.js';
import { insertRecord } from './insertRecord.js';

export function gridStore(db: Connection): GridStore {
  const GridVersions = gridVersionModel(db);

  return {
    async add({ id, ...fields }) {
      if ((await insertRecord(GridVersions, { _id: id, ...fields })) === 'inserted') return;
      throw new Error(`Version ${fields.version} of grid ${fields.gridId} is stored already.`);
    },

    async get(id, { registrationId, deploymentId }) {
      const owned = { registrationId: text(registrationId), deploymentId: text(deploymentId) };
      const record = await GridVersions.findOne({ _id: text(id), ...owned })
        .lean<GridVersionRecord>()
        .exec();
      if (!record) return undefined;
      const { _id, ...fields } = record;
      return { id: _id, ...fields };
    },
  };
}
