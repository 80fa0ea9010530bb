import type { Connection } from 'mongoose';
import type { LoginAttempt } from '../platform/loginAttempt.js';
import { clearExpired, storedSchema, type StoredRecord } from './storedSchema.js';

/** `_id` is the state. */
export type LoginAttemptRecord = StoredRecord & Omit<LoginAttempt, 'state'>;

const schema = storedSchema<LoginAttemptRecord>('loginAttempts', {
  nonce: String,
  registrationId: String,
  targetLinkUri: String,
  browserHash: String,
  authorizationRequest: String,
  expiresAt: Date,
});
clearExpired(schema);

export const loginAttemptModel = (db: Connection) => db.model<LoginAttemptRecord>('LoginAttempt', schema);
