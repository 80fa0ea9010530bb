import type { Connection } from 'mongoose';
import type { GridStore, GridVersion } from '../grid/grid.js';
import { VersionTaken } from '../grid/versionTaken.js';
import { text } from './filterValues.js';
import { gridVersionModel, type GridVersionRecord } from './gridVersionModel.js';
import { insertRecord } from './insertRecord.js';

export function gridStore(db: Connection): GridStore {
  const GridVersions = gridVersionModel(db);

  return {
    async add({ id, ...fields }) {
      if ((await insertRecord(GridVersions, { _id: id, ...fields })) === 'inserted') return;
      throw new VersionTaken(`Version ${fields.version} of grid ${fields.gridId} is stored already.`);
    },

    async get(id, { registrationId, deploymentId }) {
      const owned = { registrationId: text(registrationId), deploymentId: text(deploymentId) };
      const record = await GridVersions.findOne({ _id: text(id), ...owned })
        .lean<GridVersionRecord>()
        .exec();
      return record ? versionOf(record) : undefined;
    },

    async latest(gridId, { registrationId, deploymentId }) {
      const owned = { registrationId: text(registrationId), deploymentId: text(deploymentId) };
      const record = await GridVersions.findOne({ gridId: text(gridId), ...owned })
        .sort({ version: -1 })
        .lean<GridVersionRecord>()
        .exec();
      return record ? versionOf(record) : undefined;
    },
  };
}

const versionOf = ({ _id, ...fields }: GridVersionRecord): GridVersion => ({ id: _id, ...fields });
