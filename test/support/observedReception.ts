import type { Activity } from '../../src/evaluation/activity.js';
import { changeContent, EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import type { CountingRule, Observation } from '../../src/evaluation/observation/observation.js';
import { takeObservation } from '../../src/evaluation/observation/observe.js';
import { blankEvaluation } from '../../src/evaluation/saveJudgement.js';
import { teacher } from './evaluations.js';
import { observation } from './observations.js';
import { receptionActivity } from './reception.js';

export const observedActivity = (counting: CountingRule): Activity => ({ ...receptionActivity, counting });

const colleague = { sub: '8', name: 'Marc Delmas' };

const seen = (codes: Readonly<Record<string, string>>, comments: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(codes).map(([code, levelId]) => [
      `C${code}`,
      { levelId, ...(comments[code] && { comment: comments[code] }) },
    ]),
  );

/** Three occasions of a year: in class, in a simulation, on placement. */
const threeOccasions: readonly Observation[] = [
  observation({
    id: 'class',
    observedOn: '2039-10-12',
    gridVersionId: 'reception@1',
    entries: seen({ '1.2-1': '2', '1.2-2': '2', '1.3-1': '1', '1.3-2': '2', '1.4-1': '3' }),
    at: new Date('2039-10-12T15:00:00Z'),
  }),
  observation({
    id: 'simulation',
    situation: 'simulation',
    title: 'Oral blanc',
    observedOn: '2039-11-28',
    gridVersionId: 'reception@1',
    entries: seen(
      { '1.2-1': '3', '1.2-2': '4', '1.3-1': '2', '1.3-2': '3' },
      { '1.3-2': 'La reformulation vient, encore hésitante.' },
    ),
    comment: 'Plus sûre d’elle que la dernière fois.',
    by: colleague,
    at: new Date('2039-11-28T15:00:00Z'),
  }),
  observation({
    id: 'pfmp',
    situation: 'pfmp',
    observedOn: '2040-01-09',
    gridVersionId: 'reception@1',
    entries: seen({ '1.2-1': '4', '1.2-2': '3', '1.3-2': '4', '1.4-1': '4', '1.4-2': '3' }),
    by: { sub: 'tutor', name: 'M. Sarr' },
    source: 'tutor',
    at: new Date('2040-01-10T15:00:00Z'),
  }),
];

/** Chloé's evaluation with three occasions, as the activity's rule counts them; one level is the teacher's own. */
export function observedEvaluation(counting: CountingRule, occasions = threeOccasions): Evaluation {
  const activity = observedActivity(counting);
  const at = new Date('2040-01-15T09:00:00Z');
  const blank = blankEvaluation(activity, '21', 'evaluation-1', { actor: teacher, at });
  const observing = { activity, by: teacher, now: at };
  const observed = occasions.reduce((evaluation, one) => {
    const outcome = takeObservation(evaluation, one, observing);
    if (outcome.kind !== 'observed') throw new Error(`an observation could not be taken: ${outcome.kind}`);
    return outcome.evaluation;
  }, blank);
  const entries = { ...EMPTY_CONTENT.entries, ...observed.content.entries, 'C1.3-1': { levelId: '3' } };
  return changeContent(observed, { ...observed.content, entries }, teacher, at);
}
