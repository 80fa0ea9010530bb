import type { Scope } from '../platform/launchSession.js';
import type { LibraryGrid } from './libraryGrid.js';

/** A teacher, where they are. */
export interface LibraryReader {
  readonly scope: Scope;
  readonly user: { readonly sub: string };
}

/** Whether a teacher may look at a grid, use it and copy it. */
export function mayUse(grid: LibraryGrid, reader: LibraryReader): boolean {
  const { registrationId, deploymentId, contextId } = reader.scope;
  if (grid.registrationId !== registrationId || grid.deploymentId !== deploymentId) return false;
  if (isOwner(grid, reader)) return true;
  if (grid.archivedAt) return false;
  if (grid.visibility === 'context') return grid.contextId === contextId;
  return grid.visibility === 'deployment';
}

/** Whether a teacher may change a grid, share it and archive it. */
export function mayChange(grid: LibraryGrid, reader: LibraryReader): boolean {
  return mayUse(grid, reader) && isOwner(grid, reader);
}

const isOwner = (grid: LibraryGrid, { user }: LibraryReader) => grid.owner.sub === user.sub;
