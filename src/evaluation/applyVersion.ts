import type { Activity, ActivityStore, Application } from './activity.js';
import { appliedEvaluation } from './appliedEvaluation.js';
import type { Actor, Evaluation, EvaluationStore, EvaluationSummary, ObservedSummary } from './evaluation.js';
import { versionOf } from './gridOf.js';
import { movedGrid } from './movedGrid.js';
import { severalAtOnce } from './severalAtOnce.js';
import { versionEffect, type TargetVersion } from './versionEffect.js';

/** What a teacher confirmed. */
export interface ApplyChoice {
  readonly target: TargetVersion;
  /** Learners whose publication moves to the new version, among those that can. */
  readonly republishedSubs: ReadonlySet<string>;
  readonly by: Actor;
}

export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly activity: Activity }
  /** Nothing was written: a colleague applied a version meanwhile. */
  | { readonly kind: 'movedOn' }
  /** Nothing was written: the grid of closed evaluations never changes. */
  | { readonly kind: 'closed' };

export interface ApplyPorts {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** More teachers than this do not save one learner's evaluation at one instant. */
const MAXIMUM_TRIES = 10;

/**
 * Moves an activity to another version of its grid, then each of its evaluations, one document write each. The
 * activity's write comes first and names what is to be done, so that `finishApplication` can end it after a crash.
 *
 * @param evaluations as the teacher was shown the effect on them.
 */
export async function applyVersion(
  activity: Activity,
  evaluations: readonly ObservedSummary[],
  { target, republishedSubs, by }: ApplyChoice,
  ports: ApplyPorts,
): Promise<ApplyOutcome> {
  const { learners, closed } = versionEffect(activity, evaluations, target);
  if (closed.length > 0) return { kind: 'closed' };
  const republished = learners.flatMap(({ learnerSub, published }) =>
    published.kind === 'movable' && republishedSubs.has(learnerSub)
      ? [{ learnerSub, publishedAt: published.at }]
      : [],
  );
  const at = ports.now();
  const application = { id: ports.newId(), from: activity.gridVersionId, by, at, republished };
  const moved = { ...activity, ...movedGrid(activity, target, at), application };
  const begun = await ports.activities.beginApplication(moved);
  if (!begun) return { kind: 'movedOn' };
  return { kind: 'applied', activity: await finishApplication(begun, ports) };
}

/**
 * Brings every evaluation to the activity's version, those that are there already excepted: it can be called at any
 * time, by several processes at once. Gives the activity without its application.
 */
export async function finishApplication(
  activity: Activity,
  ports: Pick<ApplyPorts, 'activities' | 'evaluations'>,
): Promise<Activity> {
  const { application, ...rest } = activity;
  if (!application) return activity;
  const waiting = (await ports.evaluations.list(activity.id)).filter((one) => isWaiting(one, activity));
  await severalAtOnce(waiting, ({ learnerSub }) => moveOne(learnerSub, activity, application, ports));
  await ports.activities.endApplication(activity.id, application.id);
  return rest;
}

const isWaiting = (evaluation: EvaluationSummary, activity: Activity) =>
  !evaluation.closing && versionOf(activity, evaluation) !== activity.gridVersionId;

async function moveOne(
  learnerSub: string,
  activity: Activity,
  application: Application,
  { evaluations }: Pick<ApplyPorts, 'evaluations'>,
): Promise<void> {
  let current: Evaluation | undefined = await evaluations.find(activity.id, learnerSub);
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    if (!current || !isWaiting(current, activity)) return;
    const outcome = await evaluations.save(appliedEvaluation(current, activity, application));
    if (outcome.kind === 'saved') return;
    current = outcome.current;
  }
  throw new Error(`The evaluation ${current?.id} changes faster than a version can be applied to it.`);
}
