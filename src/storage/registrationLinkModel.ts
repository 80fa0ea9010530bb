import type { Connection } from 'mongoose';
import type { RegistrationLink } from '../platform/registration.js';
import { clearExpired, storedSchema, type StoredRecord } from './storedSchema.js';

/** `_id` is the token's hash. */
export type RegistrationLinkRecord = StoredRecord & Omit<RegistrationLink, 'tokenHash'>;

const schema = storedSchema<RegistrationLinkRecord>('registrationLinks', {
  activates: Boolean,
  expiresAt: Date,
});
clearExpired(schema);

export const registrationLinkModel = (db: Connection) =>
  db.model<RegistrationLinkRecord>('RegistrationLink', schema);
