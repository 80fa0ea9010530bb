import type { Connection } from 'mongoose';
import type { LoginAttempt, LoginAttemptStore } from '../platform/loginAttempt.js';
import { moment, text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { loginAttemptModel, type LoginAttemptRecord } from './loginAttemptModel.js';

export function loginAttemptStore(db: Connection): LoginAttemptStore {
  const LoginAttempts = loginAttemptModel(db);
  const unexpired = (state: string, now: Date) => ({ _id: text(state), expiresAt: { $gt: moment(now) } });

  return {
    async add({ state, ...fields }) {
      const outcome = await insertRecord(LoginAttempts, { _id: state, ...fields });
      if (outcome === 'duplicate') throw new Error('A login attempt with this state is stored already.');
    },

    async find(state, now) {
      const record = await LoginAttempts.findOne(unexpired(state, now)).lean<LoginAttemptRecord>().exec();
      return record ? attemptOf(record) : undefined;
    },

    async take(state, now) {
      const record = await LoginAttempts.findOneAndDelete(unexpired(state, now))
        .lean<LoginAttemptRecord>()
        .exec();
      return record ? attemptOf(record) : undefined;
    },

    async rebind(state, from, to) {
      const tied = { _id: text(state), browserHash: text(from) };
      const { matchedCount } = await LoginAttempts.updateOne(tied, {
        $set: { browserHash: text(to) },
      }).exec();
      return matchedCount === 1;
    },
  };
}

const attemptOf = ({ _id: state, ...fields }: LoginAttemptRecord): LoginAttempt => ({ state, ...fields });
