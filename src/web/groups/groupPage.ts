import { MAXIMUM_GROUP_NAME_LENGTH } from '../../evaluation/group/learnerGroups.js';
import type { ListedLearner } from '../class/classList.js';
import type { Words } from '../language.js';
import { groupQuery, inGroup, type ListedGroup } from './listedGroups.js';
import type { OpenGroups } from './openGroups.js';

/** What stands in the form of one group: what is stored, or what was typed. */
export interface ShownGroup {
  readonly id: string;
  /** Absent: it is about to be made. */
  readonly group?: ListedGroup;
  /** As its teacher wrote it; the platform's groups may have none. */
  readonly name: string;
  readonly ticked: ReadonlySet<string>;
  /** Ticked when the form was made first. */
  readonly before: ReadonlySet<string>;
  readonly pasted?: string;
  readonly problem?: 'noName' | 'longName';
  /** Pasted lines that name nobody, or several. */
  readonly unknown?: readonly string[];
}

/** Everything views/groups/edit.ejs may use: one group's name and members. */
export function groupPage(opened: OpenGroups, shown: ShownGroup, words: Words) {
  const { t } = words;
  const { id, group, name, before, pasted = '', problem, unknown = [] } = shown;
  const isPlatforms = group?.platformId !== undefined;
  const others = opened.groups.filter((one) => one.platformId === undefined && one.id !== id);
  return {
    title: group?.name ?? t('groups:new'),
    path: encodeURIComponent(id),
    isNew: group === undefined,
    isPlatforms,
    intro: isPlatforms ? t('groups:platformIntro') : '',
    classHref: `class${groupQuery(group)}`,
    copyHref: isPlatforms ? `groups/new?from=${encodeURIComponent(id)}` : '',
    name,
    nameHelp: isPlatforms ? t('groups:platformName', { id: group.platformId }) : '',
    nameProblem: problem ? t(`groups:${problem}`, { limit: MAXIMUM_GROUP_NAME_LENGTH }) : '',
    before: [...before],
    learners: isPlatforms ? [] : tickedFirst(opened.learners, shown, others).map(lineOf),
    members: isPlatforms ? inGroup(opened.learners, group).map((learner) => learner.name) : [],
    canMove: others.length > 0,
    pasted,
    pastedProblem: unknown.length > 0 ? t('groups:unknownNames', { count: unknown.length }) : '',
  };

  function lineOf(learner: ListedLearner) {
    const { sub, left } = learner;
    const elsewhere = groupsOf(sub, others).map((one) => one.name);
    return {
      sub,
      name: learner.name,
      ticked: shown.ticked.has(sub),
      notes: [
        ...(left ? [t('groups:left')] : []),
        ...(elsewhere.length > 0 ? [t('groups:elsewhere', { names: elsewhere.join(', ') })] : []),
      ].join(' · '),
    };
  }
}

const groupsOf = (sub: string, groups: readonly ListedGroup[]) =>
  groups.filter(({ memberSubs }) => memberSubs.has(sub));

/** Members, then those who are in no group yet, then the others: the hand need not search. */
function tickedFirst(
  learners: readonly ListedLearner[],
  { ticked, before }: ShownGroup,
  others: readonly ListedGroup[],
): readonly ListedLearner[] {
  const rank = ({ sub }: ListedLearner) => {
    if (ticked.has(sub) || before.has(sub)) return 0;
    return groupsOf(sub, others).length > 0 ? 2 : 1;
  };
  return learners.filter(({ sub, left }) => !left || before.has(sub)).toSorted((a, b) => rank(a) - rank(b));
}
