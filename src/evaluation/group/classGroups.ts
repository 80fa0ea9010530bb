import type { Member } from '../../platform/roster.js';
import { standing } from './changeGroups.js';
import type { LearnerGroups } from './learnerGroups.js';

/** Begins the ids of the platform's groups; ids that are made here have no dot. */
const PLATFORM_PREFIX = 'lms.';

/** A group of a class, made here or told by the platform. */
export interface ClassGroup {
  readonly id: string;
  /** Absent: the platform tells an id alone, and no teacher gave it a name. */
  readonly name?: string;
  /** The platform's id of it, where it is the platform's. */
  readonly platformId?: string;
  readonly memberSubs: ReadonlySet<string>;
}

/** The groups that a class has: those made here first, then those that its learners' launches told of. */
export function classGroups(groups: LearnerGroups, members: readonly Member[]): readonly ClassGroup[] {
  const names = new Map(groups.named.map(({ platformId, name }) => [platformId, name]));
  return [
    ...standing(groups).map(({ id, name, memberSubs }) => ({ id, name, memberSubs: new Set(memberSubs) })),
    ...[...told(members)].map(([platformId, memberSubs]) => {
      const name = names.get(platformId);
      return {
        id: `${PLATFORM_PREFIX}${platformId}`,
        platformId,
        memberSubs,
        ...(name !== undefined && { name }),
      };
    }),
  ];
}

/** Learners who left keep the groups of their last launch, which then are of no use to anyone. */
function told(members: readonly Member[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byGroup = new Map<string, Set<string>>();
  for (const { sub, role, active, groupIds = [] } of members) {
    if (role !== 'learner' || !active) continue;
    for (const id of groupIds) byGroup.set(id, (byGroup.get(id) ?? new Set()).add(sub));
  }
  return byGroup;
}
