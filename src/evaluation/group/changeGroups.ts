import type { Scope } from '../../platform/launchSession.js';
import type { Actor } from '../evaluation.js';
import {
  MAXIMUM_GROUPS,
  MAXIMUM_REMOVED_GROUPS,
  type GroupFacts,
  type LearnerGroups,
  type LearnerGroupStore,
  type MadeGroup,
} from './learnerGroups.js';

/** Changes the groups of a course; the same ones when there is nothing to do. */
export type GroupsChange = (groups: LearnerGroups) => LearnerGroups;

/** More writers than this at one instant are no teachers of one course. */
const MAXIMUM_TRIES = 20;

/**
 * Writes a change on whatever the groups have become meanwhile: two teachers who change different groups, or tick
 * different learners of one, lose nothing.
 *
 * @returns the groups as they stand then.
 */
export async function changeGroups(
  scope: Scope,
  change: GroupsChange,
  store: LearnerGroupStore,
): Promise<LearnerGroups> {
  for (let tries = 0; tries < MAXIMUM_TRIES; tries += 1) {
    const groups = await store.get(scope);
    const next = change(groups);
    if (next === groups) return groups;
    if (await store.save(scope, next)) return { ...next, revision: groups.revision + 1 };
  }
  throw new Error(`The groups of context ${scope.contextId} are written to all the time.`);
}

interface Made {
  readonly by: Actor;
  readonly at: Date;
}

/** With one more group; the same ones while there are too many, or where it is there already. */
export const withGroup =
  (id: string, facts: GroupFacts, { by, at }: Made): GroupsChange =>
  (groups) => {
    if (standing(groups).length >= MAXIMUM_GROUPS || groups.made.some((one) => one.id === id)) return groups;
    return { ...groups, made: [...groups.made, { id, ...facts, updatedAt: at, updatedBy: by }] };
  };

/** What a teacher changed of a group, compared with what they had before them. */
export interface GroupEdit {
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** With a group changed as a teacher changed it: members that someone else added or removed meanwhile stay so. */
export const withEdit =
  (id: string, { name, added, removed }: GroupEdit, made: Made): GroupsChange =>
  (groups) =>
    replaced(groups, (group) => {
      if (group.id !== id) return group;
      const kept = group.memberSubs.filter((sub) => !removed.includes(sub));
      return withFacts(group, { name, memberSubs: [...new Set([...kept, ...added])] }, made);
    });

/** With these learners in no group but one. */
export const withMoved =
  (id: string, subs: readonly string[], made: Made): GroupsChange =>
  (groups) =>
    replaced(groups, (group) => {
      if (group.id === id || group.removedAt) return group;
      const memberSubs = group.memberSubs.filter((sub) => !subs.includes(sub));
      return withFacts(group, { name: group.name, memberSubs }, made);
    });

/** Without a group, which can come back. What was judged with it stays with each learner. */
export const withoutGroup =
  (id: string, made: Made): GroupsChange =>
  (groups) =>
    bounded(replaced(groups, (group) => (group.id === id ? removedGroup(group, made) : group)));

/** With a removed group again. */
export const withRestored =
  (id: string, made: Made): GroupsChange =>
  (groups) =>
    replaced(groups, (group) => (group.id === id ? restoredGroup(group, made) : group));

/**
 * With the groups as they were before the change of that moment: those that nobody changed since. Asked for twice, it
 * is done once.
 */
export const withoutChange =
  (changedAt: Date, made: Made): GroupsChange =>
  (groups) =>
    replaced(groups, (group) => {
      if (group.updatedAt.getTime() !== changedAt.getTime()) return group;
      if (group.removedAt) return restoredGroup(group, made);
      return group.before ? withFacts(group, group.before, made) : removedGroup(group, made);
    });

/** With a name for a group of the platform; an empty one takes the name back. */
export const withName =
  (platformId: string, name: string): GroupsChange =>
  (groups) => {
    const known = groups.named.find((one) => one.platformId === platformId);
    if ((known?.name ?? '') === name) return groups;
    const others = groups.named.filter((one) => one !== known);
    return { ...groups, named: name === '' ? others : [...others, { platformId, name }] };
  };

/** The groups that were not removed. */
export const standing = ({ made }: LearnerGroups): readonly MadeGroup[] =>
  made.filter(({ removedAt }) => !removedAt);

/** Those of the group's facts that are new; as it was before its last change it can come back. */
function withFacts(group: MadeGroup, { name, memberSubs }: GroupFacts, { by, at }: Made): MadeGroup {
  if (name === group.name && sameMembers(memberSubs, group.memberSubs)) return group;
  const before = { name: group.name, memberSubs: group.memberSubs };
  return { ...group, name, memberSubs, before, updatedAt: at, updatedBy: by };
}

const removedGroup = (group: MadeGroup, { by, at }: Made): MadeGroup =>
  group.removedAt ? group : { ...group, removedAt: at, updatedAt: at, updatedBy: by };

function restoredGroup(group: MadeGroup, { by, at }: Made): MadeGroup {
  if (!group.removedAt) return group;
  const { removedAt: _gone, ...kept } = group;
  return { ...kept, updatedAt: at, updatedBy: by };
}

function replaced(groups: LearnerGroups, change: (group: MadeGroup) => MadeGroup): LearnerGroups {
  const made = groups.made.map(change);
  return made.every((group, index) => group === groups.made[index]) ? groups : { ...groups, made };
}

/** Those that were removed longest ago are dropped. */
function bounded(groups: LearnerGroups): LearnerGroups {
  const removed = groups.made
    .filter(({ removedAt }) => removedAt)
    .toSorted((a, b) => (b.removedAt?.getTime() ?? 0) - (a.removedAt?.getTime() ?? 0));
  const dropped = new Set(removed.slice(MAXIMUM_REMOVED_GROUPS));
  return dropped.size === 0 ? groups : { ...groups, made: groups.made.filter((one) => !dropped.has(one)) };
}

const sameMembers = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((sub) => b.includes(sub));
