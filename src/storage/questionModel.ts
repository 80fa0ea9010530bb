import type { Connection } from 'mongoose';
import type { QuestionThread } from '../evaluation/question/questionThread.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type QuestionRecord = StoredRecord &
  Omit<QuestionThread, 'id'> & {
    /** Whether the learner waits for an answer: the class page asks for it. */
    readonly waiting: boolean;
  };

const schema = storedSchema<QuestionRecord>('questions', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  activityId: String,
  learnerSub: String,
  revision: Number,
  entries: whole,
  learnerRead: Number,
  waiting: Boolean,
});
schema.index({ activityId: 1, learnerSub: 1 }, { unique: true });
schema.index({ activityId: 1, waiting: 1 });

export const questionModel = (db: Connection) => db.model<QuestionRecord>('Question', schema);

export const threadOf = ({ _id: id, waiting: _derived, ...fields }: QuestionRecord): QuestionThread => ({
  id,
  ...fields,
});
