import type { Connection } from 'mongoose';
import type {
  Evaluation,
  EvaluationContent,
  EvaluationSummary,
  HistoryEntry,
  Publication,
} from '../evaluation/evaluation.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/**
 * Entries and history are JSON text. A class page reads thousands of entries, which BSON makes three times as
 * dear, and a database looks into neither. Nor may criterion ids name fields: they hold dots (`C1.1-1`).
 */
interface ContentRecord extends Omit<EvaluationContent, 'entries'> {
  readonly entries: string;
}

interface PublicationRecord extends Omit<Publication, 'content'> {
  readonly content: ContentRecord;
}

export type EvaluationRecord = StoredRecord &
  Omit<Evaluation, 'id' | 'content' | 'publication' | 'history'> & {
    readonly content: ContentRecord;
    readonly history: string;
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
  history: String,
  updatedAt: Date,
  updatedBy: whole,
});
schema.index({ activityId: 1, learnerSub: 1 }, { unique: true });
// The delivery queue; with the registration in it, passing over a busy platform's scores reads no document.
schema.index({ 'delivery.state': 1, 'delivery.dueAt': 1, registrationId: 1 });

export const evaluationModel = (db: Connection) => db.model<EvaluationRecord>('Evaluation', schema);

export function evaluationRecord({
  id,
  content,
  publication,
  history,
  ...fields
}: Evaluation): EvaluationRecord {
  return {
    _id: id,
    ...fields,
    content: contentRecord(content),
    history: historyText(history),
    ...(publication && { publication: publicationRecord(publication) }),
  };
}

export function evaluationOf({ history, ...record }: EvaluationRecord): Evaluation {
  return { ...summaryOf(record), history: historyOf(history) };
}

export function summaryOf(record: Omit<EvaluationRecord, 'history'>): EvaluationSummary {
  const { _id: id, content: stored, publication, lastScoreAt: _theDispatchers, ...fields } = record;
  const content = contentOf(stored);
  // Most publications are what the draft still is: read once, their entries are the same object.
  const publishedOf = (published: ContentRecord) =>
    published.entries === stored.entries ? { ...published, entries: content.entries } : contentOf(published);
  return {
    id,
    ...fields,
    content,
    ...(publication && { publication: { ...publication, content: publishedOf(publication.content) } }),
  };
}

export const publicationRecord = ({ content, ...fields }: Publication): PublicationRecord => ({
  ...fields,
  content: contentRecord(content),
});

export const contentRecord = ({ entries, ...fields }: EvaluationContent): ContentRecord => ({
  ...fields,
  entries: JSON.stringify(entries),
});

const contentOf = ({ entries, ...fields }: ContentRecord): EvaluationContent => ({
  ...fields,
  entries: JSON.parse(entries) as EvaluationContent['entries'],
});

export const historyText = (history: readonly HistoryEntry[]): string => JSON.stringify(history);

/** Every moment of a history, an ended closing's included, is called `at`. */
function historyOf(text: string): readonly HistoryEntry[] {
  return JSON.parse(text, (key, value: unknown) =>
    key === 'at' && typeof value === 'string' ? new Date(value) : value,
  ) as readonly HistoryEntry[];
}
