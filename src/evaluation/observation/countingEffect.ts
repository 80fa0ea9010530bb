import type { GridCriterion } from '../../grid/grid.js';
import type { Level } from '../../grid/scale.js';
import type { Activity } from '../activity.js';
import { countingHundredths } from '../adjustment.js';
import type { EvaluationContent, ObservedSummary } from '../evaluation.js';
import { evaluationStatus } from '../evaluationStatus.js';
import { gridOf } from '../gridOf.js';
import { judgementOf } from '../judgement.js';
import { contentMark } from '../publish.js';
import type { CountingRule } from './observation.js';
import { recounted } from './recount.js';

/** Another way to count: what a teacher is shown before they choose it. */
export interface CountingChoice {
  /** Absent: the activity holds no observations. */
  readonly counting?: CountingRule;
  /** Whether levels that a teacher chose before the rule stay; where a rule makes them already, they always do. */
  readonly keepsChoices: boolean;
}

/** What another rule would do, learner by learner; nothing is done yet, and nothing is published or sent by it. */
export interface CountingEffect {
  readonly learners: readonly CountedLearner[];
  /** Closed evaluations: while there is one, the rule stays. */
  readonly closed: readonly string[];
}

export interface CountedLearner {
  readonly learnerSub: string;
  /** In the grid's order. */
  readonly changes: readonly LevelChange[];
  /** Hundredths of the mark that counts. Absent: none, before or after. */
  readonly before?: number;
  readonly after?: number;
  /** Published as it stands today, and no longer: the learner goes on seeing the publication. */
  readonly republish: boolean;
}

interface LevelChange {
  readonly criterion: GridCriterion;
  readonly from?: Level;
  readonly to?: Level;
}

/** Concerns those who have observations; nothing of the others changes. */
export function countingEffect(
  activity: Activity,
  evaluations: readonly ObservedSummary[],
  choice: CountingChoice,
): CountingEffect {
  const observed = evaluations.filter(({ observations = [] }) => observations.length > 0);
  return {
    learners: observed
      .filter(({ closing }) => !closing)
      .map((evaluation) => countedLearner(evaluation, activity, choice)),
    closed: observed.filter(({ closing }) => closing).map(({ learnerSub }) => learnerSub),
  };
}

function countedLearner(
  evaluation: ObservedSummary,
  activity: Activity,
  choice: CountingChoice,
): CountedLearner {
  const next = countedBy(evaluation, activity, choice);
  const grid = gridOf(activity, evaluation);
  const level = ({ entries }: EvaluationContent, id: string) =>
    grid.scale.levels.find((one) => one.id === judgementOf(entries[id]));
  const changes = grid.criteria.flatMap((criterion) => {
    const [from, to] = [evaluation, next].map(({ content }) => level(content, criterion.id));
    return from === to ? [] : [{ criterion, ...(from && { from }), ...(to && { to }) }];
  });
  const [before, after] = [evaluation, next].map(({ content }) => {
    const mark = contentMark({ grid }, content);
    return mark && countingHundredths(mark, content);
  });
  return {
    learnerSub: evaluation.learnerSub,
    changes,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    republish: evaluationStatus(evaluation) === 'published' && evaluationStatus(next) !== 'published',
  };
}

/** An evaluation under another rule; one that a rule counted before keeps what was chosen by hand. */
const countedBy = <Of extends Pick<ObservedSummary, 'content' | 'observations' | 'counted'>>(
  evaluation: Of,
  activity: Activity,
  { counting, keepsChoices }: CountingChoice,
): Of => {
  const { counting: _before, ...rest } = activity;
  return recounted(evaluation, { ...rest, ...(counting && { counting }) }, !keepsChoices);
};
