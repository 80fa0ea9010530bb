import type { Connection } from 'mongoose';
import type {
  CriterionEntry,
  Evaluation,
  EvaluationContent,
  EvaluationSummary,
  Publication,
} from '../evaluation/evaluation.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** Entries are a list: criterion ids hold dots (`C1.1-1`), so they never name a field. */
interface EntryRecord extends CriterionEntry {
  readonly criterionId: string;
}

interface ContentRecord extends Omit<EvaluationContent, 'entries'> {
  readonly entries: readonly EntryRecord[];
}

interface PublicationRecord extends Omit<Publication, 'content'> {
  readonly content: ContentRecord;
}

export type EvaluationRecord = StoredRecord &
  Omit<Evaluation, 'id' | 'content' | 'publication'> & {
    readonly content: ContentRecord;
    readonly publication?: PublicationRecord;
    /** Timestamp of the last score that may have left. Beside the delivery, for it outlives each version. */
    readonly lastScoreAt?: Date;
  };

const schema = storedSchema<EvaluationRecord>('evaluations', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  activityId: String,
  learnerSub: String,
  revision: Number,
  gridVersionId: String,
  content: whole,
  privateNote: String,
  ready: whole,
  publication: whole,
  closing: whole,
  delivery: {
    version: Number,
    score: whole,
    state: String,
    dueAt: Date,
    heldUntil: Date,
    attempts: Number,
    failure: whole,
    sentAt: Date,
    readBack: whole,
  },
  lastScoreAt: Date,
  history: whole,
  updatedAt: Date,
  updatedBy: whole,
});
schema.index({ activityId: 1, learnerSub: 1 }, { unique: true });
// The delivery queue; with the registration in it, passing over a busy platform's scores reads no document.
schema.index({ 'delivery.state': 1, 'delivery.dueAt': 1, registrationId: 1 });

export const evaluationModel = (db: Connection) => db.model<EvaluationRecord>('Evaluation', schema);

export function evaluationRecord({ id, content, publication, ...fields }: Evaluation): EvaluationRecord {
  return {
    _id: id,
    ...fields,
    content: contentRecord(content),
    ...(publication && { publication: publicationRecord(publication) }),
  };
}

export function evaluationOf({ history, ...record }: EvaluationRecord): Evaluation {
  return { ...summaryOf(record), history };
}

export function summaryOf(record: Omit<EvaluationRecord, 'history'>): EvaluationSummary {
  const { _id: id, content, publication, lastScoreAt: _theDispatchers, ...fields } = record;
  return {
    id,
    ...fields,
    content: contentOf(content),
    ...(publication && { publication: { ...publication, content: contentOf(publication.content) } }),
  };
}

export const publicationRecord = ({ content, ...fields }: Publication): PublicationRecord => ({
  ...fields,
  content: contentRecord(content),
});

export const contentRecord = ({ entries, ...fields }: EvaluationContent): ContentRecord => ({
  ...fields,
  entries: Object.entries(entries).map(entryRecord),
});

const entryRecord = ([criterionId, entry]: [string, CriterionEntry]): EntryRecord => ({
  criterionId,
  ...entry,
});

const contentOf = ({ entries, ...fields }: ContentRecord): EvaluationContent => ({
  ...fields,
  entries: Object.fromEntries(entries.map(({ criterionId, ...entry }) => [criterionId, entry])),
});
