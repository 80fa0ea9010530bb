import type { Grid } from '../grid/grid.js';
import type { Activity } from './activity.js';
import type { Publication } from './evaluation.js';

type Versions = Pick<Activity, 'grid' | 'gridVersionId' | 'pastGrids'>;

/**
 * The grid that a publication was made on: it is read with that one, whatever version the activity has since.
 * Drafts are judged on `activity.grid`.
 */
export function gridOf(activity: Versions, publication: Pick<Publication, 'gridVersionId'>): Grid {
  const versionId = publicationVersion(activity, publication);
  if (versionId === activity.gridVersionId) return activity.grid;
  const past = activity.pastGrids?.find(({ gridVersionId }) => gridVersionId === versionId);
  if (!past) throw new Error(`Grid version ${versionId} of a publication is not kept with its activity.`);
  return past.grid;
}

/** Publications that name no version were made before there was a second one. */
export const publicationVersion = (
  { gridVersionId, pastGrids }: Versions,
  publication: Pick<Publication, 'gridVersionId'>,
): string => publication.gridVersionId ?? pastGrids?.[0]?.gridVersionId ?? gridVersionId;

/** Whether learners see it on another version than the one that drafts are judged on. */
export const isOnFormerVersion = (
  activity: Versions,
  publication: Pick<Publication, 'gridVersionId'>,
): boolean => publicationVersion(activity, publication) !== activity.gridVersionId;
