import type { Connection } from 'mongoose';
import type { EvaluationContent } from '../evaluation/evaluation.js';
import type { GroupJudgementStore } from '../evaluation/group/groupJudgement.js';
import { compositeId } from './compositeId.js';
import { wholeNumber } from './filterValues.js';
import { groupJudgementModel, type GroupJudgementRecord } from './groupJudgementModel.js';
import { insertRecord } from './insertRecord.js';

export function groupJudgementStore(db: Connection): GroupJudgementStore {
  const Judgements = groupJudgementModel(db);

  return {
    async find(activityId, groupId) {
      const record = await Judgements.findOne({ _id: compositeId(activityId, groupId) })
        .lean<GroupJudgementRecord>()
        .exec();
      if (!record) return undefined;
      const { _id: _made, content, ...fields } = record;
      return { ...fields, content: JSON.parse(content) as EvaluationContent };
    },

    async save({ activityId, groupId, revision, content, ...fields }) {
      const id = compositeId(activityId, groupId);
      const next = { ...fields, content: JSON.stringify(content), revision: wholeNumber(revision) + 1 };
      if (revision === 0)
        return (await insertRecord(Judgements, { _id: id, activityId, groupId, ...next })) === 'inserted';
      return (await Judgements.updateOne({ _id: id, revision }, { $set: next }).exec()).matchedCount === 1;
    },
  };
}
