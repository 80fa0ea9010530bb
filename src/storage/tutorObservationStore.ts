import type { Connection } from 'mongoose';
import { NotFound } from '../errors.js';
import type { TutorObservation, TutorObservationStore } from '../evaluation/tutor/tutorObservation.js';
import { moment, text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import {
  answersRecord,
  observationOf,
  observationRecord,
  PROGRESS_FIELDS,
  progressOf,
  sentRecord,
  tutorObservationModel,
  type TutorObservationRecord,
} from './tutorObservationModel.js';

export function tutorObservationStore(db: Connection): TutorObservationStore {
  const TutorObservations = tutorObservationModel(db);

  async function find(linkId: string, learnerSub: string): Promise<TutorObservation | undefined> {
    const record = await TutorObservations.findOne({ linkId: text(linkId), learnerSub: text(learnerSub) })
      .lean<TutorObservationRecord>()
      .exec();
    return record ? observationOf(record) : undefined;
  }

  /** @returns undefined when the tutor's answers are stored already. */
  async function inserted(observation: TutorObservation): Promise<TutorObservation | undefined> {
    const first = { ...observation, revision: 1 };
    const outcome = await insertRecord(TutorObservations, observationRecord(first));
    return outcome === 'inserted' ? first : undefined;
  }

  /** @returns undefined when another revision is stored, or the answers were taken over. */
  async function updated(observation: TutorObservation): Promise<TutorObservation | undefined> {
    const { id, revision, draft, sent, updatedAt } = observation;
    const record = await TutorObservations.findOneAndUpdate(
      { _id: text(id), revision: wholeNumber(revision), taken: { $exists: false } },
      {
        $set: {
          draft: answersRecord(draft),
          ...(sent && { sent: sentRecord(sent) }),
          updatedAt,
          revision: revision + 1,
        },
      },
      { returnDocument: 'after' },
    )
      .lean<TutorObservationRecord>()
      .exec();
    return record ? observationOf(record) : undefined;
  }

  return {
    find,

    async listSent(activityId, learnerSub) {
      const sent = TutorObservations.find({
        activityId: text(activityId),
        learnerSub: text(learnerSub),
        'sent.at': { $gt: new Date(0) },
      }).sort({ 'sent.at': 1, _id: 1 });
      return (await sent.lean<TutorObservationRecord[]>().exec()).map(observationOf);
    },

    async listProgress(activityId) {
      const all = TutorObservations.find({ activityId: text(activityId) }, PROGRESS_FIELDS);
      return (await all.lean<TutorObservationRecord[]>().exec()).map(progressOf);
    },

    async save(observation) {
      const saved = await (observation.revision === 0 ? inserted(observation) : updated(observation));
      if (saved) return { kind: 'saved', observation: saved };
      const current = await find(observation.linkId, observation.learnerSub);
      if (!current) throw new NotFound(`No answers ${observation.id} of this tutor are stored.`);
      return { kind: 'conflict', current };
    },

    async markTaken(id, sentAt, taken) {
      const sent = { _id: text(id), 'sent.at': moment(sentAt) };
      const { matchedCount } = await TutorObservations.updateOne(sent, { $set: { taken } }).exec();
      return matchedCount === 1;
    },

    async unmarkTaken(id, activityId) {
      const taken = { _id: text(id), activityId: text(activityId) };
      await TutorObservations.updateOne(taken, { $unset: { taken: 1 } }).exec();
    },

    async markSeen(id, at) {
      await TutorObservations.updateOne({ _id: text(id) }, { $set: { seenAt: moment(at) } }).exec();
    },
  };
}
