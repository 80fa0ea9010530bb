import { NotFound } from '../../errors.js';
import type { Activity, ActivityStore } from '../../evaluation/activity.js';
import type { GridStore, GridVersion } from '../../grid/grid.js';
import type { LibraryGridStore } from '../../grid/libraryGrid.js';
import { mayUse } from '../../grid/libraryRights.js';
import type { LaunchSession } from '../../platform/launchSession.js';

export interface OpenGridPorts {
  readonly grids: GridStore;
  readonly library: LibraryGridStore;
  readonly activities: ActivityStore;
}

/** A grid as a teacher may edit it. */
export interface OpenGrid {
  readonly version: GridVersion;
  /** Whether saving makes the grid's next version. Otherwise it makes a grid of the teacher's own. */
  readonly own: boolean;
  /** Who made it, where that is known. */
  readonly ownerName?: string;
  /** The session's activity, and the version that it holds. */
  readonly held?: HeldVersion;
}

interface HeldVersion {
  readonly activity: Activity;
  readonly version: GridVersion;
}

/**
 * The newest version for who made the grid. For others, where the grid is shared with them or their activity
 * holds it, what they would start a grid of their own from: the activity's version, else the newest.
 *
 * @throws {NotFound} when there is no such grid within their reach.
 */
export async function openGrid(
  gridId: string,
  session: LaunchSession,
  ports: OpenGridPorts,
): Promise<OpenGrid> {
  const { scope, user } = session;
  const [latest, shelved, held] = await Promise.all([
    ports.grids.latest(gridId, scope),
    ports.library.get(gridId, scope),
    heldVersion(session, ports),
  ]);
  if (!latest) throw new NotFound('no such grid in this deployment');
  const inUse = held && { held };
  if (latest.ownerSub === user.sub) return { version: latest, own: true, ...inUse };
  const isHeld = held?.version.gridId === gridId;
  if (!isHeld && !(shelved && mayUse(shelved, session)))
    throw new NotFound('the grid is not shared with them');
  return {
    version: isHeld ? held.version : latest,
    own: false,
    ...(shelved?.owner.name !== undefined && { ownerName: shelved.owner.name }),
    ...inUse,
  };
}

async function heldVersion(
  { scope, resourceLink }: LaunchSession,
  { activities, grids }: OpenGridPorts,
): Promise<HeldVersion | undefined> {
  const activity = resourceLink && (await activities.findByLink(scope, resourceLink.id));
  const version = activity && (await grids.get(activity.gridVersionId, scope));
  return activity && version && { activity, version };
}
