import type { LaunchSession } from '../platform/launchSession.js';
import type { Grid, GridStore, GridVersion } from './grid.js';
import type { GridOutline, LibraryGrid, LibraryGridStore } from './libraryGrid.js';

export interface KeepGridPorts {
  readonly grids: GridStore;
  readonly library: LibraryGridStore;
}

/** Who keeps a grid, and in which course. */
export type Keeper = Pick<LaunchSession, 'user' | 'context'>;

/**
 * Stores a grid's version and has the library know it: a new grid is its maker's alone until they share it; a
 * newer version of a known one leaves owner, sharing and archive as they are.
 */
export async function keepGrid(
  version: GridVersion,
  { user, context }: Keeper,
  { grids, library }: KeepGridPorts,
): Promise<void> {
  await grids.add(version);
  const { ownerSub: sub } = version;
  await library.keep({
    ...shelvedGrid(version),
    ...(context.title !== undefined && { contextTitle: context.title }),
    owner: { sub, ...(user.sub === sub && user.name !== undefined && { name: user.name }) },
  });
}

/** What the library knows of a grid by its only version alone: its maker's, shared with nobody. */
export function shelvedGrid(version: GridVersion): LibraryGrid {
  const { registrationId, deploymentId, contextId, grid, createdAt } = version;
  return {
    registrationId,
    deploymentId,
    contextId,
    id: version.gridId,
    title: grid.title,
    outline: outlineOf(grid),
    owner: { sub: version.ownerSub },
    visibility: 'private',
    versionId: version.id,
    versionNumber: version.version,
    createdAt,
    updatedAt: createdAt,
  };
}

function outlineOf({ criteria, purpose }: Grid): GridOutline {
  const codes = criteria.flatMap(({ competencyCodes }) => competencyCodes);
  return { criteria: criteria.length, competencyCodes: [...new Set(codes)].toSorted(), purpose };
}
