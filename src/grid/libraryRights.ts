import type { Scope } from '../platform/launchSession.js';
import type { Shelved } from './libraryGrid.js';

/** A teacher, where they are. */
export interface LibraryReader {
  readonly scope: Scope;
  readonly user: { readonly sub: string };
}

/** Whether a teacher may look at a grid or a scale, use it and copy it. */
export function mayUse(shelved: Shelved, reader: LibraryReader): boolean {
  const { registrationId, deploymentId, contextId } = reader.scope;
  if (shelved.registrationId !== registrationId || shelved.deploymentId !== deploymentId) return false;
  if (isOwner(shelved, reader)) return true;
  if (shelved.archivedAt) return false;
  if (shelved.visibility === 'context') return shelved.contextId === contextId;
  return shelved.visibility === 'deployment';
}

/** Whether a teacher may change a grid or a scale, share it and archive it. */
export function mayChange(shelved: Shelved, reader: LibraryReader): boolean {
  return mayUse(shelved, reader) && isOwner(shelved, reader);
}

const isOwner = ({ owner }: Shelved, { user }: LibraryReader) => owner.sub === user.sub;
