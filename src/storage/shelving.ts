import type { Sharing, Tenant } from '../grid/libraryGrid.js';
import { moment, text } from './filterValues.js';

/** What grids and scales have in common where teachers keep and share them. */

export const within = ({ registrationId, deploymentId }: Tenant) => ({
  registrationId: text(registrationId),
  deploymentId: text(deploymentId),
});

/** @param more written with it. */
export function sharingUpdate({ visibility, contextId, contextTitle }: Sharing, more: object): object {
  const set = { visibility, contextId, ...more };
  return contextTitle === undefined
    ? { $set: set, $unset: { contextTitle: 1 } }
    : { $set: { ...set, contextTitle } };
}

export const archivingUpdate = (at: Date | undefined): object =>
  at
    ? { $set: { archived: true, archivedAt: moment(at) } }
    : { $set: { archived: false }, $unset: { archivedAt: 1 } };
