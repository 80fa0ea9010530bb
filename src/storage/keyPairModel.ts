import type { Connection } from 'mongoose';
import type { KeyPair } from '../platform/registration.js';
import { clearExpired, storedSchema, type StoredRecord } from './storedSchema.js';

/** `_id` is the key id; the private half is sealed for `keyPair:<key id>`. */
export type KeyPairRecord = StoredRecord &
  Omit<KeyPair, 'keyId' | 'privateKeyPem'> & {
    readonly sealedPrivateKey: string;
    /** When it leaves the key set; absent while nothing takes its place. */
    readonly expiresAt?: Date;
  };

const schema = storedSchema<KeyPairRecord>('keyPairs', {
  publicKeyPem: String,
  sealedPrivateKey: String,
  createdAt: Date,
  expiresAt: Date,
});
schema.index({ createdAt: 1, _id: 1 });
clearExpired(schema);

export const keyPairModel = (db: Connection) => db.model<KeyPairRecord>('KeyPair', schema);
