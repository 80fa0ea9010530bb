import type { Activity } from '../../evaluation/activity.js';
import { orderSeed, type DeskSettings, type DeskStore } from '../../evaluation/desk/deskSettings.js';
import { shuffled } from '../../evaluation/desk/shuffled.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { LinkRoster } from '../../platform/roster.js';
import type { Words } from '../language.js';
import { classList, type Begun, type ListedLearner, type Listing } from './classList.js';

interface ClassToList {
  /** The teacher who looks. */
  readonly session: LaunchSession;
  readonly activity: Pick<Activity, 'id'>;
  readonly roster: LinkRoster | undefined;
  /** All of the activity: whose evaluation is not among them is taken to be still judged. */
  readonly evaluations: readonly Begun[];
  /** Of whom something else is kept, such as a question: they are listed too once they have left. */
  readonly others?: Iterable<string>;
  /** Where they were read already. */
  readonly settings?: DeskSettings;
}

/** The class in the order, and under the names, that its teacher chose for this activity. */
export async function listedClass(
  { session, activity, roster, evaluations, others = [], settings }: ClassToList,
  { desks }: { readonly desks: DeskStore },
  words: Words,
): Promise<readonly ListedLearner[]> {
  const owner = { activityId: activity.id, teacherSub: session.user.sub };
  const { order, namesHidden } = settings ?? (await desks.find(owner));
  const learners = (roster?.members ?? []).filter(
    ({ sub, role }) => role === 'learner' && !roster?.excluded.has(sub),
  );
  const judged = new Set(evaluations.map(({ learnerSub }) => learnerSub));
  const unjudged = [...new Set(others)].filter((sub) => !judged.has(sub));
  const known = [...evaluations, ...unjudged.map((learnerSub): Begun => ({ learnerSub }))];
  const subs = [...learners.map(({ sub }) => sub), ...known.map(({ learnerSub }) => learnerSub)];
  const listing: Listing = {
    ...(order === 'shuffled' && { seed: orderSeed(owner) }),
    // Drawn by lot too, or numbers would follow the platform's list, which is in the order of names.
    ...(namesHidden && { numbers: await desks.numbers(activity.id, shuffled(subs, activity.id)) }),
  };
  return classList(roster, known, listing, words);
}
