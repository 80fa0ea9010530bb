import type { Connection } from 'mongoose';
import type { Phrase } from '../evaluation/commentBank.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** One teacher's phrases on one criterion. Its `_id` is made of whose and which. */
export interface CommentBankRecord extends StoredRecord {
  readonly registrationId: string;
  readonly teacherSub: string;
  readonly criterionKey: string;
  readonly phrases: readonly Phrase[];
  /** Grows with each write, so that none is lost to another. */
  readonly revision: number;
}

const schema = storedSchema<CommentBankRecord>('commentBanks', {
  registrationId: String,
  teacherSub: String,
  criterionKey: String,
  phrases: whole,
  revision: Number,
});
// Whose they are, to be erased.
schema.index({ registrationId: 1, teacherSub: 1 });

export const commentBankModel = (db: Connection) => db.model<CommentBankRecord>('CommentBank', schema);
