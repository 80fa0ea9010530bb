import type { Activity } from '../../../src/evaluation/activity.js';
import type { Stores } from '../../../src/storage/stores.js';
import { concurrently } from '../measure/concurrently.js';
import { learners } from '../platform/people.js';
import { draftOf, publishedOf, sentOf } from '../school/evaluation.js';

/** Evaluations of the activity whose version is previewed: several classes on one activity. */
export const MANY = 200;

/** Of the version that is previewed. */
export const newerVersionOf = ({ gridVersionId }: Pick<Activity, 'gridVersionId'>) => `${gridVersionId}-2`;

/**
 * A class evaluated on the first activity; on the second one many learners, published and sent, and a version of
 * their grid that changes nearly every mark.
 */
export async function schoolAtWork(stores: Stores, [first, second]: readonly Activity[]): Promise<void> {
  if (!first || !second) throw new Error('Two activities are needed.');
  await evaluateAll(
    stores,
    first,
    learners.map(({ sub }) => sub),
  );
  const subs = Array.from({ length: MANY }, (_, place) => `learner-${place + 1}`);
  await evaluateAll(stores, second, subs);
  await stores.rosters.put(second, { members: subs.map(memberOf), readAt: new Date() });
  const version = await stores.grids.get(second.gridVersionId, second);
  if (!version) throw new Error('The grid is not stored.');
  const criteria = version.grid.criteria.map((criterion, place) => ({
    ...criterion,
    weightHundredths: place % 2 === 0 ? 300 : 100,
  }));
  const grid = { ...version.grid, criteria: criteria.slice(1) };
  await stores.grids.add({ ...version, id: newerVersionOf(second), version: 2, grid });
}

async function evaluateAll(
  { evaluations }: Stores,
  activity: Activity,
  subs: readonly string[],
): Promise<void> {
  const at = new Date();
  await concurrently(subs.length, 36, async (seed) => {
    const draft = draftOf(activity, subs[seed]!, seed, at);
    await evaluations.save({ ...sentOf(publishedOf(draft, activity, seed + 1, at), at), revision: 0 });
  });
}

const memberOf = (sub: string) => ({
  sub,
  name: `Élève ${sub}`,
  role: 'learner' as const,
  active: true,
});
