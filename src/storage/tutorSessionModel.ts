import type { Connection } from 'mongoose';
import type { TutorSession } from '../evaluation/tutor/tutorSession.js';
import { clearExpired, storedSchema, type StoredRecord } from './storedSchema.js';

/** `_id` is the hash of the cookie. */
export type TutorSessionRecord = StoredRecord & Omit<TutorSession, 'cookieHash'>;

const schema = storedSchema<TutorSessionRecord>('tutorSessions', {
  linkId: String,
  tokenHash: String,
  csrfToken: String,
  expiresAt: Date,
});
clearExpired(schema);

export const tutorSessionModel = (db: Connection) => db.model<TutorSessionRecord>('TutorSession', schema);
