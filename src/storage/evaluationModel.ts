import type { Connection } from 'mongoose';
import type {
  Evaluation,
  EvaluationContent,
  EvaluationSummary,
  ObservedSummary,
  Publication,
  PublicationSummary,
} from '../evaluation/evaluation.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/**
 * Entries, observations and history are JSON text. A class page reads thousands of entries, which BSON makes three
 * times as dear, and a database looks into none of them. Nor may criterion ids name fields: they hold dots (`C1.1-1`).
 */
interface ContentRecord extends Omit<EvaluationContent, 'entries'> {
  readonly entries: string;
}

interface PublicationRecord extends Omit<PublicationSummary, 'content'> {
  readonly content: ContentRecord;
}

export type EvaluationRecord = StoredRecord &
  Omit<Evaluation, 'id' | 'content' | 'observations' | 'counted' | 'publication' | 'history'> & {
    readonly content: ContentRecord;
    readonly history: string;
    readonly observations?: string;
    readonly counted?: string;
    readonly publication?: PublicationRecord;
    /** Beside the publication, so that lists can leave it out. */
    readonly publishedObservations?: string;
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
  observations: String,
  observed: whole,
  counted: String,
  privateNote: String,
  group: whole,
  ready: whole,
  publication: whole,
  publishedObservations: String,
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

/** What lists leave out: it is much, and they show nothing of it. */
export const WITHOUT_OBSERVATIONS = {
  history: 0,
  observations: 0,
  counted: 0,
  publishedObservations: 0,
} as const;
export const WITHOUT_HISTORY = { history: 0, publishedObservations: 0 } as const;

/** The fields of an evaluation that are not stored as they are; undefined where there is nothing to store. */
export const recordedParts = ({ content, publication, history, observations, counted }: Evaluation) => ({
  content: contentRecord(content),
  history: JSON.stringify(history),
  observations: observations && JSON.stringify(observations),
  counted: counted && JSON.stringify(counted),
  publication: publication && publicationRecord(publication),
  publishedObservations: publication?.observations && JSON.stringify(publication.observations),
});

export function evaluationRecord(evaluation: Evaluation): EvaluationRecord {
  const { id, ...fields } = evaluation;
  const { content, history, ...optional } = recordedParts(evaluation);
  const { observations: _read, counted: _made, publication: _frozen, ...plain } = fields;
  const there = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { _id: id, ...plain, content, history, ...Object.fromEntries(there) };
}

export function evaluationOf({ history, publishedObservations, ...record }: EvaluationRecord): Evaluation {
  const { publication, ...observed } = observedOf(record);
  const observations = publishedObservations && {
    observations: parsed<NonNullable<Publication['observations']>>(publishedObservations),
  };
  return {
    ...observed,
    ...(publication && { publication: { ...publication, ...observations } }),
    history: parsed(history),
  };
}

type Listed = Omit<EvaluationRecord, 'history' | 'publishedObservations'>;

export function observedOf({ observations, counted, ...record }: Listed): ObservedSummary {
  return {
    ...summaryOf(record),
    ...(observations !== undefined && { observations: parsed(observations) }),
    ...(counted !== undefined && { counted: JSON.parse(counted) as NonNullable<Evaluation['counted']> }),
  };
}

export function summaryOf(record: Omit<Listed, 'observations' | 'counted'>): EvaluationSummary {
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

const publicationRecord = ({
  content,
  observations: _beside,
  ...fields
}: Publication): PublicationRecord => ({
  ...fields,
  content: contentRecord(content),
});

const contentRecord = ({ entries, ...fields }: EvaluationContent): ContentRecord => ({
  ...fields,
  entries: JSON.stringify(entries),
});

const contentOf = ({ entries, ...fields }: ContentRecord): EvaluationContent => ({
  ...fields,
  entries: JSON.parse(entries) as EvaluationContent['entries'],
});

/** Every moment of a history and of an observation is called `at`. */
const parsed = <Parsed>(text: string): Parsed =>
  JSON.parse(text, (key, value: unknown) =>
    key === 'at' && typeof value === 'string' ? new Date(value) : value,
  ) as Parsed;
