import type { Activity } from './activity.js';
import type { Actor, Evaluation } from './evaluation.js';
import { evaluationStatus } from './evaluationStatus.js';
import { contentMark } from './publish.js';
import { recorded } from './recorded.js';

export type ReadyOutcome =
  | { readonly kind: 'ready'; readonly evaluation: Evaluation }
  /** A present learner without a single judged criterion. */
  | { readonly kind: 'nothingJudged' };

/**
 * Says that an evaluation is judged and waits to be published; publishing it takes the word back. Gives the same
 * evaluation when it is ready already, or published as it stands.
 */
export function markReady(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): ReadyOutcome {
  const { content } = evaluation;
  if (content.presence === 'present' && !contentMark(activity, content)) return { kind: 'nothingJudged' };
  if (evaluation.ready || evaluationStatus(evaluation) === 'published') return { kind: 'ready', evaluation };
  const kept = recorded(evaluation, { at: now, by, action: 'ready' });
  return { kind: 'ready', evaluation: { ...kept, ready: { at: now, by } } };
}

/** The evaluation as a draft again; the same one when it was not ready. */
export function markNotReady(evaluation: Evaluation, by: Actor, now: Date): Evaluation {
  if (!evaluation.ready) return evaluation;
  const { ready: _ready, ...kept } = recorded(evaluation, { at: now, by, action: 'notReady' });
  return kept;
}
