import type { Connection } from 'mongoose';
import type { LaunchSession } from '../platform/launchSession.js';
import { clearExpired, storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** Names of custom parameters are the platform's, so they may hold dots and `$`: they never name a field. */
export type LaunchSessionRecord = StoredRecord &
  Omit<LaunchSession, 'id' | 'custom'> & {
    readonly custom: readonly { readonly name: string; readonly value: string }[];
  };

const schema = storedSchema<LaunchSessionRecord>('launchSessions', {
  cookieHash: String,
  csrfToken: String,
  message: String,
  scope: whole,
  platform: whole,
  user: whole,
  role: String,
  mentees: [String],
  context: whole,
  resourceLink: whole,
  deepLinking: whole,
  reviewOf: String,
  gradeService: whole,
  membershipsUrl: String,
  custom: whole,
  locale: String,
  createdAt: Date,
  expiresAt: Date,
});
clearExpired(schema);

export const launchSessionModel = (db: Connection) => db.model<LaunchSessionRecord>('LaunchSession', schema);
