import type { Connection } from 'mongoose';
import { NO_GROUPS, type LearnerGroupStore } from '../evaluation/group/learnerGroups.js';
import { wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { learnerGroupModel, type LearnerGroupRecord } from './learnerGroupModel.js';
import { scopeId } from './compositeId.js';

export function learnerGroupStore(db: Connection): LearnerGroupStore {
  const Groups = learnerGroupModel(db);

  return {
    async get(scope) {
      const record = await Groups.findOne({ _id: scopeId(scope) })
        .lean<LearnerGroupRecord>()
        .exec();
      if (!record) return NO_GROUPS;
      const { made, named, revision } = record;
      return { made, named, revision };
    },

    async save(scope, { made, named, revision }) {
      const { registrationId, deploymentId, contextId } = scope;
      const next = { made, named, revision: wholeNumber(revision) + 1 };
      if (revision === 0) {
        const record = { _id: scopeId(scope), registrationId, deploymentId, contextId, ...next };
        return (await insertRecord(Groups, record)) === 'inserted';
      }
      const read = { _id: scopeId(scope), revision };
      return (await Groups.updateOne(read, { $set: next }).exec()).matchedCount === 1;
    },
  };
}
