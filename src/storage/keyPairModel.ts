import type { Connection } from 'mongoose';
import type { KeyPair } from '../platform/registration.js';
import { storedSchema, type StoredRecord } from './storedSchema.js';

/** `_id` is the key id; the private half is sealed for `keyPair:<key id>`. */
export type KeyPairRecord = StoredRecord &
  Omit<KeyPair, 'keyId' | 'privateKeyPem'> & { readonly sealedPrivateKey: string };

const schema = storedSchema<KeyPairRecord>('keyPairs', {
  publicKeyPem: String,
  sealedPrivateKey: String,
  createdAt: Date,
});
schema.index({ createdAt: 1 });

export const keyPairModel = (db: Connection) => db.model<KeyPairRecord>('KeyPair', schema);
