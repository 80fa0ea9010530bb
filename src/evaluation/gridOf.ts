import type { Grid } from '../grid/grid.js';
import type { Activity } from './activity.js';

type Versions = Pick<Activity, 'grid' | 'gridVersionId' | 'pastGrids'>;

/** An evaluation (its draft), or a publication. */
interface Judged {
  readonly gridVersionId?: string;
}

/** The grid that a publication or a draft was judged on: it is read with that one, whatever came since. */
export function gridOf(activity: Versions, judged: Judged): Grid {
  const versionId = versionOf(activity, judged);
  if (versionId === activity.gridVersionId) return activity.grid;
  const past = activity.pastGrids?.find(({ gridVersionId }) => gridVersionId === versionId);
  if (!past) throw new Error(`Grid version ${versionId} is not kept with the activity.`);
  return past.grid;
}

/** What names no version was judged before there was a second one. */
export const versionOf = ({ gridVersionId, pastGrids }: Versions, judged: Judged): string =>
  judged.gridVersionId ?? pastGrids?.[0]?.gridVersionId ?? gridVersionId;

/** Whether it was judged on another version than the activity has now. */
export const isOnFormerVersion = (activity: Versions, judged: Judged): boolean =>
  versionOf(activity, judged) !== activity.gridVersionId;

/** Whether the activity has, or had, the version. False when it was read before that version was applied. */
export function hasVersionOf(activity: Versions, judged: Judged): boolean {
  const versionId = versionOf(activity, judged);
  return [activity, ...(activity.pastGrids ?? [])].some(({ gridVersionId }) => gridVersionId === versionId);
}
