import type { Connection } from 'mongoose';
import type { Registration } from '../platform/registration.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type RegistrationRecord = StoredRecord & Omit<Registration, 'id'>;

const schema = storedSchema<RegistrationRecord>('registrations', {
  name: String,
  issuer: String,
  clientId: String,
  authorizationUrl: String,
  tokenUrl: String,
  tokenAudience: String,
  keySetUrl: String,
  deploymentIds: [String],
  status: String,
  keyId: String,
  nextKey: whole,
  createdAt: Date,
});
schema.index({ issuer: 1, clientId: 1 }, { unique: true });
schema.index({ createdAt: 1, _id: 1 });

export const registrationModel = (db: Connection) => db.model<RegistrationRecord>('Registration', schema);
