import type { Connection } from 'mongoose';
import type { TutorLink } from '../evaluation/tutor/tutorLink.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type TutorLinkRecord = StoredRecord & Omit<TutorLink, 'id'>;

const schema = storedSchema<TutorLinkRecord>('tutorLinks', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  activityId: String,
  gridVersionId: String,
  criterionIds: [String],
  learnerSubs: [String],
  tutor: whole,
  school: String,
  tokenHash: String,
  codeHash: String,
  triesLeft: Number,
  expiresAt: Date,
  revokedAt: Date,
  lastUsedAt: Date,
  createdBy: whole,
  createdAt: Date,
});
schema.index({ tokenHash: 1 }, { unique: true });
schema.index({ activityId: 1, createdAt: -1, _id: 1 });

export const tutorLinkModel = (db: Connection) => db.model<TutorLinkRecord>('TutorLink', schema);
