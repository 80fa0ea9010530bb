import type { Observation } from '../observation/observation.js';
import type { SentAnswers, TutorObservation } from './tutorObservation.js';

/**
 * A tutor's answers as one of the learner's observations over time: in a placement, in the tutor's own words, under
 * an id that stays theirs, so that answers which were corrected take the place of the former ones.
 *
 * @param observedOn calendar day of the sending, such as 2040-01-16.
 */
export function tutorsOccasion(
  { id, linkId, gridVersionId }: TutorObservation,
  { answers, at }: SentAnswers,
  observedOn: string,
): Observation {
  const { tutor, comment } = answers;
  // What could not be observed has no entry: nothing was seen.
  const entries = Object.entries(answers.entries).map(
    ([criterionId, { notObserved: _nothing, ...seen }]) => [criterionId, seen] as const,
  );
  return {
    id,
    situation: 'pfmp',
    observedOn,
    gridVersionId,
    entries: Object.fromEntries(entries.filter(([, seen]) => Object.keys(seen).length > 0)),
    comment,
    by: { sub: linkId, name: [tutor.name, tutor.company].filter(Boolean).join(', ') },
    at,
    version: 1,
    source: 'tutor',
  };
}
