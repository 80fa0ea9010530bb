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
  /** It was of another grid than the one in use. */
  readonly otherGrid: boolean;
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
    const version = known[index];
    const otherGrid = version?.gridId !== current?.gridId;
    return { ...one, otherGrid, ...(version && { number: version.version }) };
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
  /** `apply`: of the same grid; `replace`: of another one; `undo`: the activity had it before. */
  readonly kind: 'apply' | 'replace' | 'undo';
}

/**
 * A past version of the activity, another version of its grid, or a version of a colleague's copy of it or of a
 * grid of the teacher's own; undefined for everything else.
 */
export async function askedVersion(
  id: string,
  { activity, teacherSub }: { activity: Activity; teacherSub: string },
  grids: GridStore,
): Promise<AskedVersion | undefined> {
  const [asked, current] = await Promise.all(
    [id, activity.gridVersionId].map((versionId) => grids.get(versionId, activity)),
  );
  const number = asked && { number: asked.version };
  const past = activity.pastGrids?.find(({ gridVersionId }) => gridVersionId === id);
  if (past) return { gridVersionId: id, grid: past.grid, kind: 'undo', ...number };
  if (!asked) return undefined;
  const isSame = asked.gridId === current?.gridId;
  const isCopy = current !== undefined && asked.madeFrom === current.gridId;
  if (!isSame && !isCopy && asked.ownerSub !== teacherSub) return undefined;
  return { gridVersionId: id, grid: asked.grid, kind: isSame ? 'apply' : 'replace', ...number };
}
