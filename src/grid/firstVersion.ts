import type { LaunchSession } from '../platform/launchSession.js';
import type { Grid, GridVersion } from './grid.js';

/** The first version of a new grid, made by this teacher in this course. */
export function firstVersion(
  grid: Grid,
  { scope, user }: Pick<LaunchSession, 'scope' | 'user'>,
  { now, newId }: { readonly now: () => Date; readonly newId: () => string },
): GridVersion {
  return {
    ...scope,
    id: newId(),
    gridId: newId(),
    version: 1,
    ownerSub: user.sub,
    grid,
    createdAt: now(),
  };
}
