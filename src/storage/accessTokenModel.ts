import type { Connection } from 'mongoose';
import type { AccessToken } from '../platform/accessToken.js';
import { clearExpired, storedSchema, type StoredRecord } from './storedSchema.js';

/** The token is sealed for `accessToken:<_id>`. */
export type AccessTokenRecord = StoredRecord & Omit<AccessToken, 'token'> & { readonly sealedToken: string };

const schema = storedSchema<AccessTokenRecord>('accessTokens', {
  registrationId: String,
  scopes: String,
  sealedToken: String,
  expiresAt: Date,
});
clearExpired(schema);

export const accessTokenModel = (db: Connection) => db.model<AccessTokenRecord>('AccessToken', schema);
