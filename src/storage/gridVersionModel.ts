import type { Connection } from 'mongoose';
import type { GridVersion } from '../grid/grid.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type GridVersionRecord = StoredRecord & Omit<GridVersion, 'id'>;

const schema = storedSchema<GridVersionRecord>('gridVersions', {
  gridId: String,
  version: Number,
  registrationId: String,
  deploymentId: String,
  contextId: String,
  ownerSub: String,
  madeFrom: String,
  grid: whole,
  createdAt: Date,
});
schema.index({ gridId: 1, version: 1 }, { unique: true });

export const gridVersionModel = (db: Connection) => db.model<GridVersionRecord>('GridVersion', schema);
