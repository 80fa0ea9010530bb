import type { Connection } from 'mongoose';
import type { TutorAnswers, TutorObservation, TutorProgress } from '../evaluation/tutor/tutorObservation.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** Entries are JSON text: criterion ids hold dots (`C1.1-1`), so they may not name fields. */
interface AnswersRecord extends Omit<TutorAnswers, 'entries'> {
  readonly entries: string;
}

export type TutorObservationRecord = StoredRecord &
  Omit<TutorObservation, 'id' | 'draft' | 'sent'> & {
    readonly draft: AnswersRecord;
    readonly sent?: { readonly answers: AnswersRecord; readonly at: Date };
  };

const schema = storedSchema<TutorObservationRecord>('tutorObservations', {
  linkId: String,
  activityId: String,
  learnerSub: String,
  gridVersionId: String,
  revision: Number,
  draft: whole,
  sent: { answers: whole, at: Date },
  taken: whole,
  seenAt: Date,
  updatedAt: Date,
});
schema.index({ linkId: 1, learnerSub: 1 }, { unique: true });
schema.index({ activityId: 1, learnerSub: 1, 'sent.at': 1, _id: 1 });

export const tutorObservationModel = (db: Connection) =>
  db.model<TutorObservationRecord>('TutorObservation', schema);

export function observationRecord({ id, draft, sent, ...fields }: TutorObservation): TutorObservationRecord {
  return { _id: id, ...fields, draft: answersRecord(draft), ...(sent && { sent: sentRecord(sent) }) };
}

export function observationOf({ _id: id, draft, sent, ...fields }: TutorObservationRecord): TutorObservation {
  return {
    id,
    ...fields,
    draft: answersOf(draft),
    ...(sent && { sent: { answers: answersOf(sent.answers), at: sent.at } }),
  };
}

/** What is read of a record for its progress alone. */
export const PROGRESS_FIELDS = {
  linkId: 1,
  learnerSub: 1,
  'draft.tutor': 1,
  'sent.at': 1,
  taken: 1,
  seenAt: 1,
  updatedAt: 1,
} as const;

export function progressOf({ _id: id, ...record }: TutorObservationRecord): TutorProgress {
  const { linkId, learnerSub, draft, sent, taken, seenAt, updatedAt } = record;
  return {
    id,
    linkId,
    learnerSub,
    tutorName: draft.tutor.name,
    ...(sent && { sentAt: sent.at }),
    ...(taken && { taken }),
    ...(seenAt && { seenAt }),
    updatedAt,
  };
}

export const answersRecord = ({ entries, ...fields }: TutorAnswers): AnswersRecord => ({
  ...fields,
  entries: JSON.stringify(entries),
});

export const sentRecord = ({ answers, at }: NonNullable<TutorObservation['sent']>) => ({
  answers: answersRecord(answers),
  at,
});

const answersOf = ({ entries, ...fields }: AnswersRecord): TutorAnswers => ({
  ...fields,
  entries: JSON.parse(entries) as TutorAnswers['entries'],
});
