import type { LaunchSession } from '../platform/launchSession.js';
import type { Grid, GridStore, GridVersion } from './grid.js';
import type { GridOutline, LibraryGridStore } from './libraryGrid.js';

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
  await library.keep({
    registrationId: version.registrationId,
    deploymentId: version.deploymentId,
    contextId: version.contextId,
    ...(context.title !== undefined && { contextTitle: context.title }),
    id: version.gridId,
    title: version.grid.title,
    outline: outlineOf(version.grid),
    owner: {
      sub: version.ownerSub,
      ...(user.sub === version.ownerSub && user.name !== undefined && { name: user.name }),
    },
    visibility: 'private',
    versionId: version.id,
    versionNumber: version.version,
    createdAt: version.createdAt,
    updatedAt: version.createdAt,
  });
}

function outlineOf({ criteria, purpose }: Grid): GridOutline {
  const codes = criteria.flatMap(({ competencyCodes }) => competencyCodes);
  return { criteria: criteria.length, competencyCodes: [...new Set(codes)].toSorted(), purpose };
}
