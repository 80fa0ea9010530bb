import type { Connection } from 'mongoose';
import type { DeskOwner, DeskSettings } from '../evaluation/desk/deskSettings.js';
import { storedSchema, type StoredRecord } from './storedSchema.js';

/** One teacher's settings of one activity. Its `_id` is made of both: it is never searched otherwise. */
export type DeskRecord = StoredRecord & DeskOwner & DeskSettings;

const desks = storedSchema<DeskRecord>('desks', {
  activityId: String,
  teacherSub: String,
  order: String,
  namesHidden: Boolean,
});

export const deskModel = (db: Connection) => db.model<DeskRecord>('Desk', desks);

/** The numbers of one activity, by its id: the first of `subs` is 1. */
export interface LearnerNumbersRecord extends StoredRecord {
  readonly subs: readonly string[];
}

const numbers = storedSchema<LearnerNumbersRecord>('learnerNumbers', { subs: [String] });

export const learnerNumbersModel = (db: Connection) =>
  db.model<LearnerNumbersRecord>('LearnerNumbers', numbers);
