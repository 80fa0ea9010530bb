import type { Activity } from './activity.js';
import type { Actor, Evaluation } from './evaluation.js';
import { contentMark } from './publish.js';

export type ReadyOutcome =
  | { readonly kind: 'ready'; readonly evaluation: Evaluation }
  /** A present learner without a single judged criterion. */
  | { readonly kind: 'nothingJudged' };

/** Says that an evaluation is judged and waits to be published. Publishing it takes the word back. */
export function markReady(evaluation: Evaluation, activity: Activity, by: Actor, now: Date): ReadyOutcome {
  if (evaluation.ready) return { kind: 'ready', evaluation };
  const { content } = evaluation;
  if (content.presence === 'present' && !contentMark(activity, content)) return { kind: 'nothingJudged' };
  const entry = { at: now, by, action: 'ready' as const, changes: [] };
  return {
    kind: 'ready',
    evaluation: {
      ...evaluation,
      ready: { at: now, by },
      history: [...evaluation.history, entry],
      updatedAt: now,
      updatedBy: by,
    },
  };
}

/** The evaluation as a draft again; the same one when it was not ready. */
export function markNotReady(evaluation: Evaluation, by: Actor, now: Date): Evaluation {
  if (!evaluation.ready) return evaluation;
  const { ready: _ready, ...kept } = evaluation;
  const entry = { at: now, by, action: 'notReady' as const, changes: [] };
  return { ...kept, history: [...kept.history, entry], updatedAt: now, updatedBy: by };
}
