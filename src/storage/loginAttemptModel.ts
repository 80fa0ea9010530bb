import type { Connection } from 'mongoose';
import type { LoginAttempt } from '../platform/loginAttempt.js';
import { clearExpired, NOT_DURABLE, storedSchema, type StoredRecord } from './storedSchema.js';

/** `_id` is the state. */
export type LoginAttemptRecord = StoredRecord & Omit<LoginAttempt, 'state'>;

const fields = {
  nonce: String,
  registrationId: String,
  targetLinkUri: String,
  browserHash: String,
  authorizationRequest: String,
  expiresAt: Date,
};

/** A power cut costs whoever is logging in one more press; that an attempt was taken is on disk with its session. */
const schema = storedSchema<LoginAttemptRecord>('loginAttempts', fields, { writeConcern: NOT_DURABLE });
clearExpired(schema);

export const loginAttemptModel = (db: Connection) => db.model<LoginAttemptRecord>('LoginAttempt', schema);
