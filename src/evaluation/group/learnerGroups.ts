import type { Scope } from '../../platform/launchSession.js';
import type { Actor } from '../evaluation.js';

/** Longest name of a group, in characters. */
export const MAXIMUM_GROUP_NAME_LENGTH = 60;

/** Most groups that stand in one course, and most that were removed and can come back. */
export const MAXIMUM_GROUPS = 60;
export const MAXIMUM_REMOVED_GROUPS = 20;

/** Who is in a group, and what it is called. */
export interface GroupFacts {
  readonly name: string;
  readonly memberSubs: readonly string[];
}

/** A group that a teacher made here. */
export interface MadeGroup extends GroupFacts {
  readonly id: string;
  /** As it was before its last change, which can be taken back. Absent: it was new. */
  readonly before?: GroupFacts;
  /** It can come back. */
  readonly removedAt?: Date;
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

/** A teacher's name for a group of the platform, which tells ids alone. */
interface PlatformGroupName {
  readonly platformId: string;
  readonly name: string;
}

/** All groups of one course, in one document: each change is one atomic write. */
export interface LearnerGroups {
  readonly made: readonly MadeGroup[];
  readonly named: readonly PlatformGroupName[];
  /** Grows with each change; 0 when nothing is stored. */
  readonly revision: number;
}

export const NO_GROUPS: LearnerGroups = { made: [], named: [], revision: 0 };

/** Port. */
export interface LearnerGroupStore {
  get(scope: Scope): Promise<LearnerGroups>;
  /** One atomic write, if the stored revision is still `groups.revision`; false when it is another one. */
  save(scope: Scope, groups: LearnerGroups): Promise<boolean>;
}
