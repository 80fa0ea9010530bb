import type { Activity } from '../activity.js';
import type { Actor } from '../actor.js';
import { contentChanges } from '../changeContent.js';
import type { Evaluation } from '../evaluation.js';
import { judgementOf } from '../judgement.js';
import { recorded } from '../recorded.js';
import { recounted } from './recount.js';

/**
 * Takes a criterion's level out of the rule, as it stands: later observations leave it alone. Gives the same
 * evaluation where no rule makes levels, and where it is out already.
 */
export function fixLevel(evaluation: Evaluation, criterionId: string, by: Actor, now: Date): Evaluation {
  const { counted, content } = evaluation;
  if (!counted || counted.byHand.includes(criterionId)) return evaluation;
  const fixed = { ...counted, byHand: [...counted.byHand, criterionId] };
  const level = judgementOf(content.entries[criterionId]);
  const changes = [{ field: 'level' as const, criterionId, from: level, to: level }];
  return { ...recorded(evaluation, { at: now, by, action: 'levelFixed', changes }), counted: fixed };
}

interface Releasing {
  readonly activity: Activity;
  readonly by: Actor;
  readonly now: Date;
}

/**
 * Gives criteria whose level was chosen by hand back to the rule, those on which it gives something. The same
 * evaluation where there is nothing to give back.
 */
export function releaseLevels(
  evaluation: Evaluation,
  criterionIds: readonly string[],
  { activity, by, now }: Releasing,
): Evaluation {
  const { counted, content } = evaluation;
  const released = criterionIds.filter(
    (id) => counted?.byHand.includes(id) && counted.levels[id] !== undefined,
  );
  if (!counted || released.length === 0) return evaluation;
  const byHand = counted.byHand.filter((id) => !released.includes(id));
  // As if the rule had made them: what it makes now then takes their place.
  const made = released.map((id) => [id, judgementOf(content.entries[id])] as const);
  const levels = { ...counted.levels, ...Object.fromEntries(made) };
  const next = recounted({ ...evaluation, counted: { ...counted, byHand, levels } }, activity);
  const changes = contentChanges(content, next.content);
  return { ...recorded(next, { at: now, by, action: 'levelReleased', changes }) };
}
