import type { TutorAnswers, TutorEntry, TutorObservation } from './tutorObservation.js';

const NOTHING: TutorEntry = {};

/** Whether two tutors' answers say the same. */
export function sameAnswers(a: TutorAnswers, b: TutorAnswers): boolean {
  const ids = new Set([...Object.keys(a.entries), ...Object.keys(b.entries)]);
  return (
    a.comment === b.comment &&
    a.tutor.name === b.tutor.name &&
    (a.tutor.company ?? '') === (b.tutor.company ?? '') &&
    [...ids].every((id) => sameEntry(a.entries[id], b.entries[id]))
  );
}

const sameEntry = (a: TutorEntry = NOTHING, b: TutorEntry = NOTHING): boolean =>
  a.levelId === b.levelId && a.notObserved === b.notObserved && (a.comment ?? '') === (b.comment ?? '');

/** Whether a criterion has an answer: a level, or that it could not be observed. A comment alone is none. */
export const isAnswered = (entry: TutorEntry | undefined): boolean =>
  entry?.levelId !== undefined || entry?.notObserved === true;

/** Whether there is anything that a teacher could read. */
export const saysSomething = ({ entries, comment }: TutorAnswers): boolean =>
  comment !== '' || Object.values(entries).some((entry) => isAnswered(entry) || entry.comment);

/** What was written since the last sending, or before the first one, is not with the teacher yet. */
export const hasUnsent = ({ draft, sent, revision }: TutorObservation): boolean =>
  revision > 0 && (sent === undefined || !sameAnswers(sent.answers, draft));
