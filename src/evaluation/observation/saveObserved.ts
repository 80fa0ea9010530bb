import type { Activity } from '../activity.js';
import type { Evaluation, EvaluationStore } from '../evaluation.js';
import type { ObserveOutcome } from './observe.js';
import { automaticRule } from './recount.js';

/** More writers than this at one instant, on one learner, are no teachers. */
const MAXIMUM_TRIES = 10;

export type SavedOutcome =
  | ObserveOutcome
  /** Nothing was written: another version of the grid, or another rule, came in between. */
  | { readonly kind: 'movedOn' };

interface SavePorts {
  readonly activity: Activity;
  readonly evaluations: Pick<EvaluationStore, 'save'>;
}

/**
 * Writes what a teacher does to observations, in one write. Colleagues' observations are no conflict: what is done
 * is done again to the evaluation as they left it.
 */
export async function saveObserved(
  stored: Evaluation,
  observe: (evaluation: Evaluation) => ObserveOutcome,
  { activity, evaluations }: SavePorts,
): Promise<SavedOutcome> {
  let current = stored;
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    const outcome = observe(current);
    if (outcome.kind !== 'observed' || outcome.evaluation === current) return outcome;
    const saved = await evaluations.save(outcome.evaluation);
    if (saved.kind === 'saved') return { kind: 'observed', evaluation: saved.evaluation };
    current = saved.current;
    if (hasMovedOn(current, stored, activity)) return { kind: 'movedOn' };
  }
  throw new Error(`The evaluation ${stored.id} changes faster than an observation can be written.`);
}

function hasMovedOn(current: Evaluation, stored: Evaluation, activity: Activity): boolean {
  const { counted } = current;
  return (
    current.gridVersionId !== stored.gridVersionId ||
    (counted !== undefined && counted.rule !== automaticRule(activity))
  );
}
