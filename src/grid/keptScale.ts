import type { LaunchSession } from '../platform/launchSession.js';
import type { GridOwner, Shelved, Sharing, Tenant } from './libraryGrid.js';
import type { Scale } from './scale.js';

/**
 * A scale that a teacher keeps for grids to come. Grids hold copies of it: no change of it ever reaches them.
 * `contextId` is the course it was kept in, or the one that it was last shared with.
 */
export interface KeptScale extends Shelved {
  /** Its id is the id of the copies too, as long as they are the same. */
  readonly scale: Scale;
  readonly contextTitle?: string;
  /** Grows with each change of the scale. */
  readonly revision: number;
  readonly createdAt: Date;
  /** When the scale was changed last. */
  readonly updatedAt: Date;
}

/** More are no help to choose from. */
export const MAXIMUM_KEPT_SCALES = 100;

/** What was made of a scale, by whom reads it. */
interface ScaleChange {
  readonly scale: Scale;
  /** That was read. */
  readonly revision: number;
  readonly at: Date;
}

/** Port. */
export interface KeptScaleStore {
  add(kept: KeptScale): Promise<void>;
  get(id: string, tenant: Tenant): Promise<KeptScale | undefined>;
  /** A teacher's own of every course, archived ones too, latest changes first. */
  own(owner: GridOwner): Promise<readonly KeptScale[]>;
  /** Shared with the teachers of a course or of the deployment, whoever keeps them; no archived ones. */
  shared(tenant: Tenant, contextId: string): Promise<readonly KeptScale[]>;
  /** False when the scale is not this owner's, or changed since it was read: nothing is written. */
  change(owner: GridOwner, change: ScaleChange): Promise<boolean>;
  /** False when the scale is not this owner's. */
  share(id: string, owner: GridOwner, sharing: Sharing): Promise<boolean>;
  /** False when the scale is not this owner's. `undefined` takes it back from the archive. */
  archive(id: string, owner: GridOwner, at: Date | undefined): Promise<boolean>;
}

/** A scale kept by this teacher in this course, for themself alone until they share it. */
export function keptScale(
  { name, levels }: Scale,
  { scope, user, context }: Pick<LaunchSession, 'scope' | 'user' | 'context'>,
  { now, newId }: { readonly now: () => Date; readonly newId: () => string },
): KeptScale {
  const at = now();
  return {
    ...scope,
    ...(context.title !== undefined && { contextTitle: context.title }),
    scale: { id: newId(), name, levels },
    owner: user,
    visibility: 'private',
    revision: 1,
    createdAt: at,
    updatedAt: at,
  };
}
