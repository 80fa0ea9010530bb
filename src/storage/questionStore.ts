import type { Connection } from 'mongoose';
import { NotFound } from '../errors.js';
import { waits, type QuestionStore, type QuestionThread } from '../evaluation/question/questionThread.js';
import { text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { questionModel, threadOf, type QuestionRecord } from './questionModel.js';

export function questionStore(db: Connection): QuestionStore {
  const Questions = questionModel(db);

  async function find(activityId: string, learnerSub: string): Promise<QuestionThread | undefined> {
    const record = await Questions.findOne({ activityId: text(activityId), learnerSub: text(learnerSub) })
      .lean<QuestionRecord>()
      .exec();
    return record ? threadOf(record) : undefined;
  }

  /** Undefined when another revision is stored. */
  async function written({ id, revision, entries, ...fields }: QuestionThread) {
    const next = { revision: revision + 1, entries, waiting: waits({ entries }) };
    if (revision === 0) {
      const record = { _id: id, ...fields, ...next };
      return (await insertRecord(Questions, record)) === 'inserted' ? threadOf(record) : undefined;
    }
    const read = { _id: text(id), revision: wholeNumber(revision) };
    const record = await Questions.findOneAndUpdate(read, { $set: next }, { returnDocument: 'after' })
      .lean<QuestionRecord>()
      .exec();
    return record ? threadOf(record) : undefined;
  }

  return {
    find,

    async waitingSubs(activityId) {
      const records = await Questions.find({ activityId: text(activityId), waiting: true }, { learnerSub: 1 })
        .lean<Pick<QuestionRecord, 'learnerSub'>[]>()
        .exec();
      return new Set(records.map(({ learnerSub }) => learnerSub));
    },

    async save(thread) {
      const saved = await written(thread);
      if (saved) return { kind: 'saved', thread: saved };
      const current = await find(thread.activityId, thread.learnerSub);
      if (!current) throw new NotFound(`No questions ${thread.id} of this learner are stored.`);
      return { kind: 'conflict', current };
    },

    async markRead({ id }, count) {
      const shown = { $max: { learnerRead: wholeNumber(count) } };
      await Questions.updateOne({ _id: text(id) }, shown).exec();
    },
  };
}
