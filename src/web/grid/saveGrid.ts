import { isDeepStrictEqual } from 'node:util';
import { firstVersion } from '../../grid/firstVersion.js';
import type { Grid, GridVersion } from '../../grid/grid.js';
import { keepGrid, type KeepGridPorts } from '../../grid/keepGrid.js';
import { VersionTaken } from '../../grid/versionTaken.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { OpenGrid } from './openGrid.js';

interface SaveGridPorts extends KeepGridPorts {
  readonly now: () => Date;
  readonly newId: () => string;
}

export type SavedGrid =
  | { readonly kind: 'saved'; readonly version: GridVersion }
  | { readonly kind: 'unchanged'; readonly version: GridVersion }
  /** Another version was stored after the one that was edited. */
  | { readonly kind: 'newer'; readonly latest: GridVersion };

/**
 * Stores what a teacher made of a grid: its next version, or the first of a grid of their own. A version that is
 * in use is never touched.
 *
 * @param base the version that was edited.
 */
export async function saveGrid(
  grid: Grid,
  opened: OpenGrid & { readonly base: number },
  session: LaunchSession,
  ports: SaveGridPorts,
): Promise<SavedGrid> {
  const { version: latest, own, base } = opened;
  if (own && latest.version !== base) return { kind: 'newer', latest };
  if (own && isDeepStrictEqual(grid, latest.grid)) return { kind: 'unchanged', version: latest };
  const version = own ? nextVersion(latest, grid, session, ports) : ownVersion(opened, grid, session, ports);
  try {
    await keepGrid(version, session, ports);
    return { kind: 'saved', version };
  } catch (error) {
    const taken = error instanceof VersionTaken && (await ports.grids.latest(version.gridId, session.scope));
    if (!taken) throw error;
    return { kind: 'newer', latest: taken };
  }
}

const ownVersion = (
  { version, held }: OpenGrid,
  grid: Grid,
  session: LaunchSession,
  ports: SaveGridPorts,
): GridVersion => ({
  ...firstVersion(grid, session, ports),
  ...(held?.version.gridId === version.gridId && { madeFrom: version.gridId }),
});

const nextVersion = (
  { gridId, version, ownerSub, madeFrom }: GridVersion,
  grid: Grid,
  { scope }: LaunchSession,
  { now, newId }: SaveGridPorts,
): GridVersion => ({
  ...scope,
  id: newId(),
  gridId,
  version: version + 1,
  ownerSub,
  ...(madeFrom !== undefined && { madeFrom }),
  grid,
  createdAt: now(),
});
