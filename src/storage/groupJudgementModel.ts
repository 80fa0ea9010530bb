import type { Connection } from 'mongoose';
import type { GroupJudgement } from '../evaluation/group/groupJudgement.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** What was judged of one group on one activity. Its `_id` is made of both: it is never searched otherwise. */
export type GroupJudgementRecord = StoredRecord &
  Omit<GroupJudgement, 'content'> & {
    /** JSON, for ids of criteria hold dots. */
    readonly content: string;
  };

const schema = storedSchema<GroupJudgementRecord>('groupJudgements', {
  activityId: String,
  groupId: String,
  revision: Number,
  gridVersionId: String,
  content: String,
  updatedAt: Date,
  updatedBy: whole,
});

export const groupJudgementModel = (db: Connection) =>
  db.model<GroupJudgementRecord>('GroupJudgement', schema);
