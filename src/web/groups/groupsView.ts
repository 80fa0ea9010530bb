import type { Words } from '../language.js';
import type { ListedLearner } from '../class/classList.js';
import { groupQuery, inGroup, offeredGroups, type ListedGroup } from './listedGroups.js';

interface ClassGroups {
  readonly groups: readonly ListedGroup[];
  readonly group: ListedGroup | undefined;
  /** The whole class. */
  readonly learners: readonly ListedLearner[];
  /** Of the page's address: `draft`, or `all`. */
  readonly state: string;
}

/** What views/groups/filter.ejs may use: the class by group, and what can be done with the chosen one. */
export function groupsView({ groups, group, learners, state }: ClassGroups, { t }: Words) {
  const link = (one: ListedGroup | undefined, label: string) => ({
    href: classQuery(one, state),
    label,
    current: one === group,
  });
  const offered = offeredGroups(groups, learners);
  return {
    links: offered.length === 0 ? [] : [link(undefined, t('groups:everyone')), ...offered.map(countedLink)],
    evaluate: group && {
      href: `groups/${encodeURIComponent(group.id)}/evaluation`,
      name: group.name,
    },
    manage: t(groups.length === 0 ? 'groups:make' : 'groups:manage'),
  };

  function countedLink(one: ListedGroup) {
    const count = inGroup(learners, one).filter(({ left }) => !left).length;
    return link(one, t('groups:counted', { name: one.name, count }));
  }
}

/** The address of a class page that shows one group and one state. */
export function classQuery(group: ListedGroup | undefined, state: string): string {
  const query = new URLSearchParams(groupQuery(group));
  if (state !== 'all') query.set('state', state);
  return `?${query.toString()}`;
}
