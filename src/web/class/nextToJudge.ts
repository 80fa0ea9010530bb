import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import { evaluationStatus, type EvaluationStatus } from '../../evaluation/evaluationStatus.js';
import type { ListedLearner } from './classList.js';

/** Nobody is left behind: first those who were not begun, then drafts, then what changed since it was published. */
const WANTED: readonly EvaluationStatus[] = ['toEvaluate', 'draft', 'republish'];

/**
 * Whom to judge next: in the order of the list, from the learner after `after` around its end.
 *
 * @returns undefined when nobody else is left to judge.
 */
export function nextToJudge(
  learners: readonly ListedLearner[],
  evaluations: readonly EvaluationSummary[],
  after?: string,
): ListedLearner | undefined {
  const present = learners.filter(({ left }) => !left);
  const place = present.findIndex(({ sub }) => sub === after);
  const others = [...present.slice(place + 1), ...present.slice(0, Math.max(place, 0))];
  const byLearner = new Map(evaluations.map((evaluation) => [evaluation.learnerSub, evaluation]));
  const statusOf = ({ sub }: ListedLearner) => evaluationStatus(byLearner.get(sub));
  return WANTED.map((status) => others.find((learner) => statusOf(learner) === status)).find(Boolean);
}
