import type { Grid } from '../grid/grid.js';
import type { Activity, PastGrid } from './activity.js';

type Versions = Pick<Activity, 'grid' | 'gridVersionId' | 'pastGrids'>;

/** The version as an activity would hold it: what it is for stays. */
export const gridFor = ({ grid }: Pick<Activity, 'grid'>, version: Grid): Grid => ({
  ...version,
  purpose: grid.purpose,
});

/**
 * The versions of an activity that moves to another one. What is left takes its place among the past grids; the
 * first stays first, for publications that name none.
 */
export function movedGrid(
  activity: Versions,
  target: Pick<Activity, 'grid' | 'gridVersionId'>,
  until: Date,
): Required<Versions> {
  const left: PastGrid = { gridVersionId: activity.gridVersionId, grid: activity.grid, until };
  const past = activity.pastGrids ?? [];
  const isKnown = past.some(({ gridVersionId }) => gridVersionId === left.gridVersionId);
  const pastGrids = isKnown
    ? past.map((one) => (one.gridVersionId === left.gridVersionId ? left : one))
    : [...past, left];
  return { gridVersionId: target.gridVersionId, grid: gridFor(activity, target.grid), pastGrids };
}
