import type { Connection } from 'mongoose';
import { NotFound } from '../errors.js';
import type { SelfAssessment, SelfAssessmentStore } from '../evaluation/selfAssessment/selfAssessment.js';
import { moment, text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import {
  selfAssessmentModel,
  selfAssessmentOf,
  selfAssessmentRecord,
  type SelfAssessmentRecord,
} from './selfAssessmentModel.js';

export function selfAssessmentStore(db: Connection): SelfAssessmentStore {
  const SelfAssessments = selfAssessmentModel(db);

  async function find(activityId: string, learnerSub: string): Promise<SelfAssessment | undefined> {
    const record = await SelfAssessments.findOne({
      activityId: text(activityId),
      learnerSub: text(learnerSub),
    })
      .lean<SelfAssessmentRecord>()
      .exec();
    return record ? selfAssessmentOf(record) : undefined;
  }

  /** False when another revision is stored. */
  async function written(next: SelfAssessment, revision: number): Promise<boolean> {
    const record = selfAssessmentRecord(next);
    if (revision === 0) return (await insertRecord(SelfAssessments, record)) === 'inserted';
    const { gridVersionId, content, updatedAt, submittedAt, resultSeenAt } = record;
    const update = {
      $set: {
        revision: next.revision,
        gridVersionId,
        content,
        updatedAt,
        ...(submittedAt && { submittedAt }),
        ...(resultSeenAt && { resultSeenAt }),
      },
      ...(!submittedAt && { $unset: { submittedAt: 1 } }),
    };
    const read = { _id: text(next.id), revision: wholeNumber(revision) };
    return (await SelfAssessments.updateOne(read, update).exec()).matchedCount === 1;
  }

  return {
    find,

    async listSubmitted(activityId) {
      const records = await SelfAssessments.find(
        { activityId: text(activityId) },
        { learnerSub: 1, submittedAt: 1, teacherSeenAt: 1 },
      )
        .lean<Pick<SelfAssessmentRecord, 'learnerSub' | 'submittedAt' | 'teacherSeenAt'>[]>()
        .exec();
      return records.flatMap(({ learnerSub, submittedAt, teacherSeenAt }) =>
        submittedAt ? [{ learnerSub, submittedAt, ...(teacherSeenAt && { teacherSeenAt }) }] : [],
      );
    },

    async save(selfAssessment) {
      const { revision, activityId, learnerSub } = selfAssessment;
      const next = { ...selfAssessment, revision: revision + 1 };
      if (await written(next, revision)) return { kind: 'saved', selfAssessment: next };
      const current = await find(activityId, learnerSub);
      if (!current) throw new NotFound(`No self-assessment ${selfAssessment.id} of this learner is stored.`);
      return { kind: 'conflict', current };
    },

    async markSeen(id, at) {
      const seen = { $set: { teacherSeenAt: moment(at) } };
      await SelfAssessments.updateOne({ _id: text(id) }, seen).exec();
    },
  };
}
