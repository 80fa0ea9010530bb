import type { Connection } from 'mongoose';
import { USUAL_DESK, type DeskOwner, type DeskStore } from '../evaluation/desk/deskSettings.js';
import { compositeId } from './compositeId.js';
import { deskModel, learnerNumbersModel, type DeskRecord, type LearnerNumbersRecord } from './deskModel.js';
import { text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';

export function deskStore(db: Connection): DeskStore {
  const Desks = deskModel(db);
  const Numbers = learnerNumbersModel(db);

  async function numbered(activityId: string): Promise<readonly string[] | undefined> {
    const record = await Numbers.findOne({ _id: text(activityId) })
      .lean<LearnerNumbersRecord>()
      .exec();
    return record?.subs;
  }

  /** False when somebody else gave numbers at the same moment. */
  async function appended(
    activityId: string,
    known: readonly string[] | undefined,
    added: readonly string[],
  ) {
    if (!known) return (await insertRecord(Numbers, { _id: activityId, subs: added })) === 'inserted';
    const unchanged = { _id: text(activityId), subs: { $size: known.length } };
    const change = { $push: { subs: { $each: added } } };
    return (await Numbers.updateOne(unchanged, change).exec()).matchedCount === 1;
  }

  return {
    async find(owner) {
      const record = await Desks.findOne({ _id: deskId(owner) })
        .lean<DeskRecord>()
        .exec();
      return record ? { order: record.order, namesHidden: record.namesHidden } : USUAL_DESK;
    },

    async keep({ activityId, teacherSub }, { order, namesHidden }) {
      const id = deskId({ activityId, teacherSub });
      const fields = { activityId, teacherSub, order, namesHidden };
      await Desks.updateOne({ _id: id }, { $set: fields }, { upsert: true }).exec();
    },

    async numbers(activityId, subs) {
      const wanted = [...new Set(subs.map(text))];
      for (;;) {
        // Each round that fails is one in which somebody else was given a number, so the rounds come to an end.
        const known = await numbered(activityId);
        const unnumbered = wanted.filter((sub) => !known?.includes(sub));
        if (unnumbered.length === 0 || (await appended(activityId, known, unnumbered))) {
          return new Map([...(known ?? []), ...unnumbered].map((sub, index) => [sub, index + 1]));
        }
      }
    },
  };
}

const deskId = ({ activityId, teacherSub }: DeskOwner): string => compositeId(activityId, teacherSub);
