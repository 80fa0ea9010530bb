import type { LaunchSession, Scope } from '../platform/launchSession.js';
import type { Grid } from './grid.js';

/** Who finds a grid in the library: its owner, the teachers of one course, or those of the whole deployment. */
export const VISIBILITIES = ['private', 'context', 'deployment'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What a teacher keeps, and may share. `contextId` is the course that `visibility` may stand for. */
export interface Shelved extends Scope {
  /** The only one who changes it, shares it and archives it. */
  readonly owner: LaunchSession['user'];
  readonly visibility: Visibility;
  /** Set aside: out of everyone's sight but its owner's. */
  readonly archivedAt?: Date;
}

/**
 * What the library knows of one grid, whatever its versions. `contextId` is the course it was made in, or the
 * one that it was last shared with.
 */
export interface LibraryGrid extends Shelved {
  /** The `gridId` of its versions. */
  readonly id: string;
  readonly title: string;
  readonly outline: GridOutline;
  readonly contextTitle?: string;
  /** The latest version. */
  readonly versionId: string;
  readonly versionNumber: number;
  readonly createdAt: Date;
  /** When the latest version was made. */
  readonly updatedAt: Date;
}

/** Enough of the latest version to choose among many. */
export interface GridOutline {
  readonly criteria: number;
  readonly competencyCodes: readonly string[];
  readonly purpose: Grid['purpose'];
}

/** Nothing outside one deployment of one registration is ever reached. */
export type Tenant = Pick<Scope, 'registrationId' | 'deploymentId'>;

/** Which grids to list; `context` and `deployment` hold no archived ones. */
export type Shelf =
  | { readonly kind: 'mine' | 'archived'; readonly ownerSub: string }
  | { readonly kind: 'context'; readonly contextId: string }
  | { readonly kind: 'deployment' };

export interface ShelfPage {
  /** Each stands somewhere in the title or the owner's name, whatever the accents and capitals. */
  readonly words: readonly string[];
  readonly skip: number;
  readonly limit: number;
}

export interface Sharing {
  readonly visibility: Visibility;
  /** The course that `context` stands for. */
  readonly contextId: string;
  readonly contextTitle?: string;
}

/** One activity that holds a version of a grid. */
export interface GridUse {
  readonly gridId: string;
  readonly contextId: string;
  readonly activityTitle: string;
}

/** Port. */
export interface LibraryGridStore {
  /**
   * Adds a grid, or moves a known one on to a newer version: title, outline, version and `updatedAt`. What
   * is older than the stored one changes nothing.
   */
  keep(grid: LibraryGrid): Promise<void>;
  get(id: string, tenant: Tenant): Promise<LibraryGrid | undefined>;
  /** Latest changes first. */
  list(tenant: Tenant, shelf: Shelf, page: ShelfPage): Promise<readonly LibraryGrid[]>;
  /** False when the grid is not this owner's. */
  share(id: string, owner: GridOwner, sharing: Sharing): Promise<boolean>;
  /** False when the grid is not this owner's. `undefined` takes it back from the archive. */
  archive(id: string, owner: GridOwner, at: Date | undefined): Promise<boolean>;
  /** Where any version of these grids is in use. */
  uses(gridIds: readonly string[], tenant: Tenant): Promise<readonly GridUse[]>;
}

export interface GridOwner extends Tenant {
  readonly ownerSub: string;
  /** As the platform tells it now: who shares a grid is named beside it. */
  readonly ownerName?: string;
}
