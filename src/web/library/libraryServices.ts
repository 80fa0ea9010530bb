import { NotFound } from '../../errors.js';
import type { OpenActivityPorts } from '../../evaluation/openActivity.js';
import type { Framework } from '../../framework/framework.js';
import type { GridVersion } from '../../grid/grid.js';
import type { LibraryGrid, LibraryGridStore } from '../../grid/libraryGrid.js';
import { mayUse } from '../../grid/libraryRights.js';
import type { Scale } from '../../grid/scale.js';
import type { DeepLinkingAnswer } from '../../platform/deepLinkingAnswer.js';
import type { LaunchSession } from '../../platform/launchSession.js';

export interface LibraryServices extends OpenActivityPorts {
  readonly framework: Framework;
  readonly scales: readonly Scale[];
  readonly library: LibraryGridStore;
  readonly deepLinkingAnswer: DeepLinkingAnswer;
}

/**
 * A grid that the session's teacher may use.
 * @throws {NotFound} for every other: whether it exists is not told.
 */
export async function usableGrid(
  id: string,
  session: LaunchSession,
  { library }: Pick<LibraryServices, 'library'>,
): Promise<LibraryGrid> {
  const grid = await library.get(id, session.scope);
  if (!grid || !mayUse(grid, session)) throw new NotFound('no such grid for this teacher');
  return grid;
}

/** Its latest version. */
export async function latestVersion(
  { versionId }: LibraryGrid,
  session: LaunchSession,
  { grids }: Pick<LibraryServices, 'grids'>,
): Promise<GridVersion> {
  const version = await grids.get(versionId, session.scope);
  if (!version) throw new NotFound('a grid of the library without its version');
  return version;
}

/** Where a grid would go: an answer to the platform, or a link that has none yet. */
export async function placeFor(
  session: LaunchSession,
  { activities }: Pick<LibraryServices, 'activities'>,
): Promise<'course' | 'activity' | undefined> {
  if (session.deepLinking) return 'course';
  if (!session.resourceLink) return undefined;
  const bound = await activities.findByLink(session.scope, session.resourceLink.id);
  return bound ? undefined : 'activity';
}
