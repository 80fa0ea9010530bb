import type { Connection } from 'mongoose';
import type { AccessTokenStore } from '../platform/accessToken.js';
import { accessTokenModel, type AccessTokenRecord } from './accessTokenModel.js';
import { moment, text } from './filterValues.js';
import type { SecretBox } from './secretBox.js';

export function accessTokenStore(db: Connection, box: SecretBox): AccessTokenStore {
  const AccessTokens = accessTokenModel(db);

  return {
    async get(registrationId, scopes, now) {
      const id = tokenId(registrationId, scopes);
      const record = await AccessTokens.findOne({ _id: id, expiresAt: { $gt: moment(now) } })
        .lean<AccessTokenRecord>()
        .exec();
      if (!record) return undefined;
      // Of a secret that nobody kept: the platform gives another token.
      if (!box.opens(record.sealedToken)) return undefined;
      const token = box.open(record.sealedToken, sealedName(id));
      return { registrationId, scopes, token, expiresAt: record.expiresAt };
    },

    async put({ registrationId, scopes, token, expiresAt }) {
      const id = tokenId(registrationId, scopes);
      const sealedToken = box.seal(token, sealedName(id));
      const fields = { registrationId, scopes, sealedToken, expiresAt };
      await AccessTokens.updateOne({ _id: id }, { $set: fields }, { upsert: true }).exec();
    },

    async drop(registrationId, scopes) {
      await AccessTokens.deleteOne({ _id: tokenId(registrationId, scopes) }).exec();
    },
  };
}

/** Registration ids are ours and hold no space. */
const tokenId = (registrationId: string, scopes: string) => `${text(registrationId)} ${text(scopes)}`;

const sealedName = (id: string) => `accessToken:${id}`;
