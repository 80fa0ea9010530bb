import type { Connection } from 'mongoose';
import type { TutorSessionStore } from '../evaluation/tutor/tutorSession.js';
import { moment, text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { tutorSessionModel, type TutorSessionRecord } from './tutorSessionModel.js';

export function tutorSessionStore(db: Connection): TutorSessionStore {
  const TutorSessions = tutorSessionModel(db);

  return {
    async add({ cookieHash, ...fields }) {
      const outcome = await insertRecord(TutorSessions, { _id: cookieHash, ...fields });
      if (outcome === 'duplicate') throw new Error("A tutor's session with this cookie is stored already.");
    },

    async get(cookieHash, now) {
      const record = await TutorSessions.findOne({ _id: text(cookieHash), expiresAt: { $gt: moment(now) } })
        .lean<TutorSessionRecord>()
        .exec();
      if (!record) return undefined;
      const { _id, ...fields } = record;
      return { cookieHash: _id, ...fields };
    },

    async remove(cookieHash) {
      await TutorSessions.deleteOne({ _id: text(cookieHash) }).exec();
    },
  };
}
