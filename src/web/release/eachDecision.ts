import type { Activity } from '../../evaluation/activity.js';
import { close, coSign } from '../../evaluation/closing.js';
import type { Actor, Evaluation } from '../../evaluation/evaluation.js';
import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import { publish } from '../../evaluation/publish.js';
import type { EachAction } from './eachForm.js';
import { sha256 } from './sha256.js';

/** Why one of several evaluations cannot be published, closed or signed. */
export const REFUSALS = [
  'nothingJudged',
  'closed',
  'notCertificative',
  'notClosed',
  'sameEvaluator',
  'notIntact',
] as const;
export type Refusal = (typeof REFUSALS)[number];

interface DecisionContext {
  readonly activity: Activity;
  readonly by: Actor;
  readonly now: () => Date;
}

type Decide = (evaluation: Evaluation, context: DecisionContext) => Evaluation | Refusal;

/** What a button of the class page does to one evaluation. */
export const eachDecision: Record<EachAction, Decide> = {
  publish(evaluation, { activity, by, now }) {
    const status = evaluationStatus(evaluation);
    if (status === 'closed') return 'closed';
    if (status === 'published') return evaluation;
    const outcome = publish(evaluation, activity, by, now());
    return outcome.kind === 'published' ? outcome.evaluation : outcome.kind;
  },
  close(evaluation, { activity, by, now }) {
    const outcome = close(evaluation, activity, { by, at: now() }, sha256);
    return outcome.kind === 'closed' ? outcome.evaluation : outcome.kind;
  },
  coSign(evaluation, { activity, by, now }) {
    const outcome = coSign(evaluation, activity, { by, at: now() }, sha256);
    return outcome.kind === 'coSigned' ? outcome.evaluation : outcome.kind;
  },
};
