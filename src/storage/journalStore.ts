import type { Connection } from 'mongoose';
import type { Journal, JournalEntry } from '../platform/journal.js';
import { moment, text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { journalModel, type JournalRecord } from './journalModel.js';

export function journalStore(db: Connection): Journal {
  const Lines = journalModel(db);

  return {
    async append({ id, ...fields }) {
      await insertRecord(Lines, { _id: id, ...fields });
    },

    async list({ registrationId, contextId, from, limit }) {
      const lines = Lines.find({
        registrationId: text(registrationId),
        ...(contextId !== undefined && { contextId: text(contextId) }),
        at: { $gte: moment(from) },
      });
      const newest = lines.sort({ at: -1 }).limit(wholeNumber(limit));
      return (await newest.lean<JournalRecord[]>().exec()).map(entryOf);
    },
  };
}

const entryOf = ({ _id: id, ...fields }: JournalRecord): JournalEntry => ({ id, ...fields });
