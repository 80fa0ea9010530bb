import type { Connection } from 'mongoose';
import { CODE_TRIES, type TutorLink, type TutorLinkStore } from '../evaluation/tutor/tutorLink.js';
import { moment, text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { tutorLinkModel, type TutorLinkRecord } from './tutorLinkModel.js';

export function tutorLinkStore(db: Connection): TutorLinkStore {
  const TutorLinks = tutorLinkModel(db);

  async function change(id: string, activityId: string, update: object): Promise<void> {
    await TutorLinks.updateOne({ _id: text(id), activityId: text(activityId) }, update).exec();
  }

  return {
    async add({ id, ...fields }) {
      const outcome = await insertRecord(TutorLinks, { _id: id, ...fields });
      if (outcome === 'duplicate')
        throw new Error(`A tutor's link ${id}, or one with its token, is stored already.`);
    },

    async get(id, activityId) {
      const record = await TutorLinks.findOne({ _id: text(id), activityId: text(activityId) })
        .lean<TutorLinkRecord>()
        .exec();
      return record ? linkOf(record) : undefined;
    },

    async list(activityId) {
      const all = TutorLinks.find({ activityId: text(activityId) }).sort({ createdAt: -1, _id: 1 });
      return (await all.lean<TutorLinkRecord[]>().exec()).map(linkOf);
    },

    async findByToken(tokenHash) {
      const record = await TutorLinks.findOne({ tokenHash: text(tokenHash) })
        .lean<TutorLinkRecord>()
        .exec();
      return record ? linkOf(record) : undefined;
    },

    async takeTry(tokenHash, now) {
      const record = await TutorLinks.findOneAndUpdate(
        {
          tokenHash: text(tokenHash),
          triesLeft: { $gt: 0 },
          revokedAt: { $exists: false },
          expiresAt: { $gt: moment(now) },
        },
        { $inc: { triesLeft: -1 } },
        { returnDocument: 'after' },
      )
        .lean<TutorLinkRecord>()
        .exec();
      return record ? linkOf(record) : undefined;
    },

    async noteUse(id, at) {
      const used = { triesLeft: CODE_TRIES, lastUsedAt: moment(at) };
      await TutorLinks.updateOne({ _id: text(id) }, { $set: used }).exec();
    },

    async setRevoked(id, activityId, at) {
      await change(id, activityId, at ? { $set: { revokedAt: moment(at) } } : { $unset: { revokedAt: 1 } });
    },

    async unlock(id, activityId) {
      await change(id, activityId, { $set: { triesLeft: CODE_TRIES } });
    },

    async extend(id, activityId, expiresAt) {
      await change(id, activityId, { $set: { expiresAt: moment(expiresAt) } });
    },

    async renew(id, activityId, { tokenHash, codeHash, expiresAt }) {
      const fresh = { tokenHash: text(tokenHash), codeHash: text(codeHash), expiresAt: moment(expiresAt) };
      await change(id, activityId, {
        $set: { ...fresh, triesLeft: CODE_TRIES },
        $unset: { revokedAt: 1, lastUsedAt: 1 },
      });
    },
  };
}

const linkOf = ({ _id: id, ...fields }: TutorLinkRecord): TutorLink => ({ id, ...fields });
