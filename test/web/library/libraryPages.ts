import type { GridVersion } from '../../../src/grid/grid.js';
import { keepGrid } from '../../../src/grid/keepGrid.js';
import type { Visibility } from '../../../src/grid/libraryGrid.js';
import { welcomeGrid } from '../../support/activities.js';
import { teacherSession } from '../../support/launchSessions.js';
import type { TeacherPages } from '../../support/teacherPages.js';

/** What of a stored grid differs from Claire Fontaine's private welcome grid. */
interface StoredGrid {
  readonly id?: string;
  readonly title?: string;
  readonly owner?: { readonly sub: string; readonly name?: string };
  readonly contextId?: string;
  readonly contextTitle?: string;
  readonly deploymentId?: string;
  readonly visibility?: Visibility;
}

/** Stores a grid as its maker would have. */
export async function storeGrid({ services }: TeacherPages, grid: StoredGrid = {}): Promise<GridVersion> {
  const { id = 'grid-1', title = 'Accueil physique', owner = teacherSession.user, visibility } = grid;
  const scope = {
    ...teacherSession.scope,
    contextId: grid.contextId ?? '42',
    deploymentId: grid.deploymentId ?? '1',
  };
  const contextTitle = grid.contextTitle ?? teacherSession.context.title;
  const version: GridVersion = {
    ...scope,
    id: `${id}@1`,
    gridId: id,
    version: 1,
    ownerSub: owner.sub,
    grid: { ...welcomeGrid, title },
    createdAt: new Date('2040-01-15T08:00:00Z'),
  };
  const context = { id: scope.contextId, ...(contextTitle !== undefined && { title: contextTitle }) };
  await keepGrid(version, { user: owner, context }, services);
  if (visibility) {
    const sharing = {
      visibility,
      contextId: scope.contextId,
      ...(contextTitle !== undefined && { contextTitle }),
    };
    await services.library.share(id, { ...scope, ownerSub: owner.sub }, sharing);
  }
  return version;
}

export const colleague = { sub: '8', name: 'Paul Durand' };
