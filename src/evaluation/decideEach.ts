import type { Activity } from './activity.js';
import type { Actor, Evaluation, EvaluationStore } from './evaluation.js';
import { severalAtOnce } from './severalAtOnce.js';

/** One of the evaluations that a decision is about, as the teacher saw it. */
export interface Wanted {
  readonly learnerSub: string;
  /** Absent: whatever it has become is decided on. */
  readonly revision?: number;
}

/** The evaluation as decided on, the same one when there is nothing to do, or why it cannot be. */
export type EachDecision<Refusal extends string> = (evaluation: Evaluation) => Evaluation | Refusal;

/** `changed`: someone else has changed it since the teacher saw it. `gone`: nothing is stored of this learner. */
export interface Decided<Refusal extends string> {
  readonly learnerSub: string;
  readonly kind: 'done' | 'unchanged' | 'changed' | 'gone' | Refusal;
}

interface EachContext {
  readonly activity: Pick<Activity, 'id'>;
  readonly by: Actor;
  readonly evaluations: EvaluationStore;
  /** What nothing is stored of begins with; absent: it is `gone`. */
  readonly blank?: (learnerSub: string) => Evaluation;
}

/** More writers than this at one instant, on one learner, are no teachers. */
const MAXIMUM_TRIES = 10;

/**
 * Takes one decision on several evaluations, each in a write of its own: what cannot be done for one learner holds
 * nobody else up. A write that meets another is tried again on what it found.
 *
 * @returns what became of each, in the order of `wanted`.
 */
export function decideEach<Refusal extends string>(
  wanted: readonly Wanted[],
  decide: EachDecision<Refusal>,
  context: EachContext,
): Promise<readonly Decided<Refusal>[]> {
  return severalAtOnce(wanted, (one) => decideOne(one, decide, context));
}

async function decideOne<Refusal extends string>(
  { learnerSub, revision }: Wanted,
  decide: EachDecision<Refusal>,
  { activity, by, evaluations, blank }: EachContext,
): Promise<Decided<Refusal>> {
  let current = (await evaluations.find(activity.id, learnerSub)) ?? blank?.(learnerSub);
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    if (!current) return { learnerSub, kind: 'gone' };
    if (isOthers(current, revision, by)) return { learnerSub, kind: 'changed' };
    const next = decide(current);
    if (typeof next === 'string') return { learnerSub, kind: next };
    if (next === current) return { learnerSub, kind: 'unchanged' };
    const outcome = await evaluations.save(next);
    if (outcome.kind === 'saved') return { learnerSub, kind: 'done' };
    current = outcome.current;
  }
  return { learnerSub, kind: 'changed' };
}

/** What a teacher changed themself since, in another window, needs no second look. */
const isOthers = (current: Evaluation, seen: number | undefined, by: Actor): boolean =>
  seen !== undefined && current.revision !== seen && current.updatedBy.sub !== by.sub;
