import type { Connection } from 'mongoose';
import type { LaunchSession, LaunchSessionStore } from '../platform/launchSession.js';
import { moment, text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { launchSessionModel, type LaunchSessionRecord } from './launchSessionModel.js';

export function launchSessionStore(db: Connection): LaunchSessionStore {
  const LaunchSessions = launchSessionModel(db);

  return {
    async add(session) {
      const outcome = await insertRecord(LaunchSessions, recordOf(session));
      if (outcome === 'duplicate') throw new Error('A launch session with this id is stored already.');
    },

    async get(id, now) {
      const record = await LaunchSessions.findOne({ _id: text(id), expiresAt: { $gt: moment(now) } })
        .lean<LaunchSessionRecord>()
        .exec();
      return record ? sessionOf(record) : undefined;
    },

    async extend(id, expiresAt) {
      await LaunchSessions.updateOne({ _id: text(id) }, { $set: { expiresAt: moment(expiresAt) } }).exec();
    },
  };
}

function recordOf({ id, custom, ...fields }: LaunchSession): LaunchSessionRecord {
  const parameters = Object.entries(custom).map(([name, value]) => ({ name, value }));
  return { _id: id, ...fields, custom: parameters };
}

function sessionOf({ _id: id, custom, ...fields }: LaunchSessionRecord): LaunchSession {
  return { id, ...fields, custom: Object.fromEntries(custom.map(({ name, value }) => [name, value])) };
}
