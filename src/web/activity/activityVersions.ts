import type { Activity } from '../../evaluation/activity.js';
import type { TargetVersion } from '../../evaluation/versionEffect.js';
import type { GridStore, GridVersion } from '../../grid/grid.js';

/** The versions that an activity has, had and may have. */
export interface ActivityVersions {
  /** As the grid's own history knows it. */
  readonly current?: GridVersion;
  /** The grid's newest version, where the activity has an older one. */
  readonly newer?: GridVersion;
  /** Versions that the activity had, the latest left first; never the one it has. */
  readonly past: readonly PastVersion[];
}

interface PastVersion extends TargetVersion {
  readonly until: Date;
  readonly number?: number;
}

export async function activityVersions(activity: Activity, grids: GridStore): Promise<ActivityVersions> {
  const left = (activity.pastGrids ?? []).filter(
    ({ gridVersionId }) => gridVersionId !== activity.gridVersionId,
  );
  const [current, ...known] = await Promise.all(
    [activity, ...left].map(({ gridVersionId }) => grids.get(gridVersionId, activity)),
  );
  const latest = current && (await grids.latest(current.gridId, activity));
  const past = left.map((one, index) => {
    const number = known[index]?.version;
    return { ...one, ...(number !== undefined && { number }) };
  });
  return {
    ...(current && { current }),
    ...(latest && current && latest.version > current.version && { newer: latest }),
    past: past.toSorted((a, b) => b.until.getTime() - a.until.getTime()),
  };
}

/** A version that a page asks to apply. */
export interface AskedVersion extends TargetVersion {
  readonly number?: number;
  /** The activity had it before. */
  readonly isPast: boolean;
}

/**
 * A past version of the activity, another version of the same grid, or of a colleague's copy made for the
 * activity; undefined for everything else.
 */
export async function askedVersion(
  id: string,
  activity: Activity,
  grids: GridStore,
): Promise<AskedVersion | undefined> {
  const [asked, current] = await Promise.all(
    [id, activity.gridVersionId].map((versionId) => grids.get(versionId, activity)),
  );
  const number = asked && { number: asked.version };
  const past = activity.pastGrids?.find(({ gridVersionId }) => gridVersionId === id);
  if (past) return { gridVersionId: id, grid: past.grid, isPast: true, ...number };
  if (!asked || !current || ![asked.gridId, asked.madeFrom].includes(current.gridId)) return undefined;
  return { gridVersionId: id, grid: asked.grid, isPast: false, ...number };
}
