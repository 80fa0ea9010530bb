import type { Connection } from 'mongoose';
import { NotFound } from '../errors.js';
import type { Evaluation, EvaluationStore, SaveOutcome } from '../evaluation/evaluation.js';
import {
  evaluationModel,
  evaluationOf,
  evaluationRecord,
  observedOf,
  recordedParts,
  summaryOf,
  WITHOUT_HISTORY,
  WITHOUT_OBSERVATIONS,
  type EvaluationRecord,
} from './evaluationModel.js';
import { text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';

export function evaluationStore(db: Connection): EvaluationStore {
  const Evaluations = evaluationModel(db);

  async function find(activityId: string, learnerSub: string): Promise<Evaluation | undefined> {
    const record = await Evaluations.findOne({ activityId: text(activityId), learnerSub: text(learnerSub) })
      .lean<EvaluationRecord>()
      .exec();
    return record ? evaluationOf(record) : undefined;
  }

  /** @returns undefined when another evaluation of this learner is stored. */
  async function inserted(evaluation: Evaluation): Promise<Evaluation | undefined> {
    const first = { ...evaluation, revision: 1 };
    const outcome = await insertRecord(Evaluations, evaluationRecord(first));
    return outcome === 'inserted' ? first : undefined;
  }

  /** @returns undefined when another revision is stored. */
  async function updated(evaluation: Evaluation): Promise<Evaluation | undefined> {
    const { id, revision, delivery } = evaluation;
    const read = { _id: text(id), revision: wholeNumber(revision) };
    const write = async (filter: object, change: Change) =>
      Evaluations.findOneAndUpdate({ ...read, ...filter }, change, { returnDocument: 'after' })
        .lean<EvaluationRecord>()
        .exec();

    const change = savedFields(evaluation);
    const record = delivery
      ? ((await write({ 'delivery.version': wholeNumber(delivery.version) }, change)) ??
        // Versions move with revisions only: the revision that was read has another one.
        (await write({}, { ...change, $set: { ...change.$set, delivery } })))
      : await write({}, { ...change, $unset: { ...change.$unset, delivery: 1 } });
    return record ? evaluationOf(record) : undefined;
  }

  return {
    find,

    async list(activityId) {
      const all = Evaluations.find({ activityId: text(activityId) }, WITHOUT_OBSERVATIONS);
      const records = await all.lean<EvaluationRecord[]>().exec();
      return records.map(summaryOf);
    },

    async listObserved(activityId) {
      const all = Evaluations.find({ activityId: text(activityId) }, WITHOUT_HISTORY);
      const records = await all.lean<EvaluationRecord[]>().exec();
      return records.map(observedOf);
    },

    async save(evaluation): Promise<SaveOutcome> {
      const saved = await (evaluation.revision === 0 ? inserted(evaluation) : updated(evaluation));
      if (saved) return { kind: 'saved', evaluation: saved };
      const current = await find(evaluation.activityId, evaluation.learnerSub);
      if (!current) throw new NotFound(`No evaluation ${evaluation.id} of this learner is stored.`);
      return { kind: 'conflict', current };
    },
  };
}

interface Change {
  readonly $set: Readonly<Record<string, unknown>>;
  readonly $unset: Readonly<Record<string, 1>>;
}

/** What a teacher's save writes. The delivery and `lastScoreAt` are not in it: a dispatcher may be at work. */
function savedFields(evaluation: Evaluation): Change {
  const { updatedAt, updatedBy, revision } = evaluation;
  const { content, history, ...parts } = recordedParts(evaluation);
  const fields = { content, history, updatedAt, updatedBy, revision: revision + 1 };
  const { gridVersionId, observed, privateNote, group, ready, closing } = evaluation;
  const optional = { gridVersionId, observed, privateNote, group, ready, closing, ...parts };
  const isThere = ([, value]: [string, unknown]) => value !== undefined;
  const gone = Object.entries(optional).filter((field) => !isThere(field));
  return {
    $set: { ...fields, ...Object.fromEntries(Object.entries(optional).filter(isThere)) },
    $unset: Object.fromEntries(gone.map(([name]) => [name, 1])),
  };
}
