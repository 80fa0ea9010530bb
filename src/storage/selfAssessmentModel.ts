import type { Connection } from 'mongoose';
import type { SelfAssessment, SelfContent } from '../evaluation/selfAssessment/selfAssessment.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** Entries are JSON text: criterion ids hold dots, and nothing searches in them. */
interface ContentRecord extends Omit<SelfContent, 'entries'> {
  readonly entries: string;
}

export type SelfAssessmentRecord = StoredRecord &
  Omit<SelfAssessment, 'id' | 'content'> & { readonly content: ContentRecord };

const schema = storedSchema<SelfAssessmentRecord>('selfAssessments', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  activityId: String,
  learnerSub: String,
  revision: Number,
  gridVersionId: String,
  content: whole,
  startedAt: Date,
  updatedAt: Date,
  submittedAt: Date,
  resultSeenAt: Date,
  teacherSeenAt: Date,
});
schema.index({ activityId: 1, learnerSub: 1 }, { unique: true });

export const selfAssessmentModel = (db: Connection) =>
  db.model<SelfAssessmentRecord>('SelfAssessment', schema);

export const selfAssessmentRecord = ({ id, content, ...fields }: SelfAssessment): SelfAssessmentRecord => ({
  _id: id,
  ...fields,
  content: { ...content, entries: JSON.stringify(content.entries) },
});

export const selfAssessmentOf = ({ _id: id, content, ...fields }: SelfAssessmentRecord): SelfAssessment => ({
  id,
  ...fields,
  content: { ...content, entries: JSON.parse(content.entries) as SelfContent['entries'] },
});
