import type { Connection } from 'mongoose';
import type { LearnerGroups } from '../evaluation/group/learnerGroups.js';
import type { Scope } from '../platform/launchSession.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** The groups of one course. Its `_id` says which. */
export type LearnerGroupRecord = StoredRecord & Scope & LearnerGroups;

const schema = storedSchema<LearnerGroupRecord>('learnerGroups', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  made: whole,
  named: whole,
  revision: Number,
});
// Where someone is a member, to be erased.
schema.index({ registrationId: 1 });

export const learnerGroupModel = (db: Connection) => db.model<LearnerGroupRecord>('LearnerGroup', schema);
