import type { Connection } from 'mongoose';
import type { EvidenceFolder } from '../evaluation/evidence/evidence.js';
import { fileIdsOf } from '../evaluation/evidence/evidence.js';
import { isThere } from '../evaluation/evidence/evidenceFolder.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** What is asked of all folders of an activity, or of all folders, stands beside the items. */
export type EvidenceRecord = StoredRecord &
  EvidenceFolder & {
    readonly total: number;
    readonly learnerAddedAt: readonly Date[];
    readonly fileIds: readonly string[];
    /** The longest ago of what was taken away; absent where nothing was. */
    readonly removedAt?: Date;
  };

const schema = storedSchema<EvidenceRecord>('evidenceFolders', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  activityId: String,
  learnerSub: String,
  revision: Number,
  items: whole,
  total: Number,
  learnerAddedAt: whole,
  fileIds: [String],
  removedAt: Date,
});
schema.index({ activityId: 1, learnerSub: 1 }, { unique: true });
// Whose a file is, for the sweep.
schema.index({ fileIds: 1 });
schema.index({ removedAt: 1 }, { sparse: true });

export const evidenceModel = (db: Connection) => db.model<EvidenceRecord>('EvidenceFolder', schema);

/** The fields of a folder that change, and those that follow from them. */
export function evidenceFields({ items, revision }: EvidenceFolder) {
  const there = items.filter(isThere);
  const removed = items.flatMap((item) => item.removed?.at ?? []).map(Number);
  return {
    items,
    revision: revision + 1,
    total: there.length,
    learnerAddedAt: there.filter(({ by }) => by.role === 'learner').map(({ at }) => at),
    fileIds: items.flatMap(fileIdsOf),
    ...(removed.length > 0 && { removedAt: new Date(Math.min(...removed)) }),
  };
}

export function folderOf(record: EvidenceRecord): EvidenceFolder {
  const { registrationId, deploymentId, contextId, activityId, learnerSub, revision, items } = record;
  return { registrationId, deploymentId, contextId, activityId, learnerSub, revision, items };
}
