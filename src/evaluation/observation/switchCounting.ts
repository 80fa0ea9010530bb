import type { Activity, Recount } from '../activity.js';
import type { Actor } from '../actor.js';
import type { ApplyPorts } from '../applyVersion.js';
import { contentChanges } from '../changeContent.js';
import { decideEach } from '../decideEach.js';
import type { Evaluation, ObservedSummary } from '../evaluation.js';
import { isOnFormerVersion } from '../gridOf.js';
import { recorded } from '../recorded.js';
import type { CountingChoice } from './countingEffect.js';
import { automaticRule, recounted } from './recount.js';

export type SwitchOutcome =
  | { readonly kind: 'switched'; readonly activity: Activity }
  /** Nothing was written: a colleague changed the rule, or a version is being applied. */
  | { readonly kind: 'movedOn' }
  /** Nothing was written: closed evaluations keep the rule that they were closed under. */
  | { readonly kind: 'closed' };

/**
 * Has another rule count an activity's observations, then counts each evaluation anew, one document write each. The
 * activity's write comes first and names what is to be done, so that `finishRecount` can end it after a crash.
 */
export async function switchCounting(
  activity: Activity,
  { counting, keepsChoices }: CountingChoice,
  by: Actor,
  ports: ApplyPorts,
): Promise<SwitchOutcome> {
  const known = await ports.evaluations.listObserved(activity.id);
  if (known.some(isClosedWithObservations)) return { kind: 'closed' };
  const recount: Recount = { id: ports.newId(), by, at: ports.now(), keepsChoices };
  const begun = await ports.activities.beginRecount(activity, counting, recount);
  if (!begun) return { kind: 'movedOn' };
  return { kind: 'switched', activity: await finishRecount(begun, ports) };
}

const isClosedWithObservations = ({ closing, observations = [] }: ObservedSummary) =>
  closing !== undefined && observations.length > 0;

/**
 * Brings every evaluation under the activity's rule, those that are there already excepted: it can be called at any
 * time, by several processes at once. Gives the activity without its recount.
 */
export async function finishRecount(
  activity: Activity,
  ports: Pick<ApplyPorts, 'activities' | 'evaluations'>,
): Promise<Activity> {
  const { recount, ...rest } = activity;
  if (!recount) return activity;
  const { evaluations } = ports;
  const rule = automaticRule(activity);
  const wanted = (await evaluations.listObserved(activity.id))
    .filter(({ observations = [], counted }) => observations.length > 0 && counted?.rule !== rule)
    .map(({ learnerSub }) => ({ learnerSub }));
  const decide = (evaluation: Evaluation) => recountedBy(evaluation, rest, recount);
  await decideEach<never>(wanted, decide, { activity, by: recount.by, evaluations });
  await ports.activities.endRecount(activity.id, recount.id);
  return rest;
}

/** On another version than the activity is known to have, an evaluation is counted when it is next read. */
function recountedBy(
  evaluation: Evaluation,
  activity: Activity,
  { by, at, keepsChoices }: Recount,
): Evaluation {
  const isCounted = evaluation.counted?.rule === automaticRule(activity);
  if (evaluation.closing || isCounted || isOnFormerVersion(activity, evaluation)) return evaluation;
  const next = recounted(evaluation, activity, !keepsChoices);
  if (next === evaluation) return evaluation;
  const changes = contentChanges(evaluation.content, next.content);
  return changes.length > 0 ? recorded(next, { at, by, action: 'recounted', changes }) : next;
}
