import type { Connection } from 'mongoose';
import type { KeptScale } from '../grid/keptScale.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type KeptScaleRecord = StoredRecord &
  Omit<KeptScale, 'owner'> & {
    readonly ownerSub: string;
    readonly ownerName?: string;
    /** Whether `archivedAt` is there: an index looks for what is, never for what is absent. */
    readonly archived: boolean;
  };

const schema = storedSchema<KeptScaleRecord>('keptScales', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  contextTitle: String,
  scale: whole,
  ownerSub: String,
  ownerName: String,
  visibility: String,
  archived: Boolean,
  archivedAt: Date,
  revision: Number,
  createdAt: Date,
  updatedAt: Date,
});
const tenant = { registrationId: 1, deploymentId: 1 } as const;
schema.index({ ...tenant, ownerSub: 1, updatedAt: -1, _id: 1 });
schema.index({ ...tenant, visibility: 1, archived: 1, updatedAt: -1, _id: 1 });
schema.index({ ...tenant, contextId: 1, visibility: 1, archived: 1, updatedAt: -1, _id: 1 });

export const keptScaleModel = (db: Connection) => db.model<KeptScaleRecord>('KeptScale', schema);

/** The scale's own id is the record's. */
export const keptScaleRecord = ({ owner, ...fields }: KeptScale): KeptScaleRecord => ({
  _id: fields.scale.id,
  ...fields,
  ownerSub: owner.sub,
  ...(owner.name !== undefined && { ownerName: owner.name }),
  archived: fields.archivedAt !== undefined,
});

export function keptScaleOf(record: KeptScaleRecord): KeptScale {
  const { _id: _scales, ownerSub, ownerName, archived: _derived, ...fields } = record;
  return { ...fields, owner: { sub: ownerSub, ...(ownerName !== undefined && { name: ownerName }) } };
}
