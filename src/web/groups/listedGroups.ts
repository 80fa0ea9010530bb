import { classGroups, type ClassGroup } from '../../evaluation/group/classGroups.js';
import type { LearnerGroups, LearnerGroupStore } from '../../evaluation/group/learnerGroups.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Roster } from '../../platform/roster.js';
import type { ListedLearner } from '../class/classList.js';
import { nameOrder } from '../formatting.js';
import type { Words } from '../language.js';

/** A group as teachers see it named. */
export interface ListedGroup extends Omit<ClassGroup, 'name'> {
  readonly name: string;
}

interface ClassOfGroups {
  readonly session: LaunchSession;
  readonly roster: Roster | undefined;
}

/** The groups of a session's course, read for a page that shows or chooses one. */
export async function readGroups(
  known: ClassOfGroups,
  { learnerGroups }: { readonly learnerGroups: LearnerGroupStore },
  words: Words,
): Promise<readonly ListedGroup[]> {
  return listedGroups({ ...known, stored: await learnerGroups.get(known.session.scope) }, words);
}

/** Those made here by name, then the platform's. */
export function listedGroups(
  { session, roster, stored }: ClassOfGroups & { readonly stored: LearnerGroups },
  words: Words,
): readonly ListedGroup[] {
  const groups = classGroups(stored, roster?.members ?? []);
  const listed = groups.map((group) => ({ ...group, name: shownName(group, session, words) }));
  return listed.toSorted(
    (a, b) =>
      Number(a.platformId !== undefined) - Number(b.platformId !== undefined) ||
      nameOrder[words.locale].compare(a.name, b.name),
  );
}

/** « Accueil A », « Accueil A (Moodle) », « Groupe 1 (Moodle) » */
function shownName({ name, platformId }: ClassGroup, { platform }: LaunchSession, { t }: Words): string {
  if (platformId === undefined) return name ?? '';
  const from = t(`groups:from.${platform.family === 'moodle' ? 'moodle' : 'other'}`);
  return t('groups:fromPlatform', { name: name ?? t('groups:unnamed', { id: platformId }), from });
}

/** The group that an address asks for, `?group=`; undefined for the whole class, and for a group that is no more. */
export const chosenGroup = (
  query: Readonly<Record<string, unknown>>,
  groups: readonly ListedGroup[],
): ListedGroup | undefined => groups.find(({ id }) => id === query['group']);

/** The learners of a group, in the order of the list; all of them without one. */
export const inGroup = (
  learners: readonly ListedLearner[],
  group: ListedGroup | undefined,
): readonly ListedLearner[] => (group ? learners.filter(({ sub }) => group.memberSubs.has(sub)) : learners);

/** The groups that a page about one activity offers: not those of whom nobody may open it. */
export const offeredGroups = (
  groups: readonly ListedGroup[],
  learners: readonly ListedLearner[],
): readonly ListedGroup[] =>
  groups.filter((group) => group.memberSubs.size === 0 || inGroup(learners, group).length > 0);

/** What keeps an address within a group: `?group=…`, or nothing. */
export const groupQuery = (group: Pick<ListedGroup, 'id'> | undefined): string =>
  group ? `?group=${encodeURIComponent(group.id)}` : '';
