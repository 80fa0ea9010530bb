import type { MadeGroup } from '../../evaluation/group/learnerGroups.js';
import { MAXIMUM_GROUPS } from '../../evaluation/group/learnerGroups.js';
import { standing } from '../../evaluation/group/changeGroups.js';
import { deskView } from '../desk/deskView.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { groupQuery, inGroup, type ListedGroup } from './listedGroups.js';
import type { OpenGroups } from './openGroups.js';

interface GroupsView {
  readonly opened: OpenGroups;
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Everything views/groups/index.ejs may use: the groups of a course, and who is in none. */
export function groupsPage({ opened, query, now }: GroupsView, words: Words) {
  const { t } = words;
  const { session, stored, groups, settings, learners } = opened;
  const made = groups.filter(({ platformId }) => platformId === undefined);
  const told = groups.filter(({ platformId }) => platformId !== undefined);
  const ungrouped = learners.filter(({ sub, left }) => !left && !made.some((one) => one.memberSubs.has(sub)));
  return {
    title: t('groups:title'),
    desk: deskView(settings, { back: 'groups', groupId: '' }, words),
    namesHidden: settings.namesHidden,
    notice: noticeOf(query, stored.made, words),
    full: made.length >= MAXIMUM_GROUPS ? t('groups:full', { count: MAXIMUM_GROUPS }) : '',
    made: made.map((group) => groupLine(group, opened, words)),
    toldIntro: t(`groups:toldIntro.${session.platform.family === 'moodle' ? 'moodle' : 'other'}`),
    told: told.map((group) => groupLine(group, opened, words)),
    ungrouped:
      made.length > 0 && ungrouped.length > 0
        ? t('groups:ungrouped', {
            count: ungrouped.length,
            names: ungrouped.map(({ name }) => name).join(', '),
          })
        : '',
    removed: stored.made.flatMap(({ id, name, removedAt }) =>
      removedAt ? [{ path: encodeURIComponent(id), name, when: removedText(removedAt, now, words) }] : [],
    ),
  };
}

const removedText = (at: Date, now: Date, { t, locale }: Words) =>
  t('groups:removedAt', { when: formatMoment(at, now, locale) });

function groupLine(group: ListedGroup, { learners, settings }: OpenGroups, { t }: Words) {
  const members = inGroup(learners, group);
  const count = settings.namesHidden ? group.memberSubs.size : members.filter(({ left }) => !left).length;
  return {
    name: group.name,
    path: encodeURIComponent(group.id),
    classHref: `class${groupQuery(group)}`,
    count: t('groups:members', { count }),
    names: members.map(({ name, left }) => (left ? t('groups:leftName', { name }) : name)).join(', '),
  };
}

const DONE = ['created', 'changed', 'removed', 'restored', 'undone', 'named', 'unchanged', 'full'] as const;

/** What the page before did, and, while nobody changed it since, the way to take it back. */
function noticeOf(
  { done, group, at }: Readonly<Record<string, unknown>>,
  made: readonly MadeGroup[],
  { t }: Words,
) {
  const what = DONE.find((one) => one === done);
  if (!what) return undefined;
  const concerned = made.find(({ id }) => id === group);
  const isLast = concerned?.updatedAt.toISOString() === at;
  return {
    tone: what === 'full' ? 'problem' : 'done',
    text: t(`groups:done.${what}`, { name: concerned?.name ?? '', count: MAXIMUM_GROUPS }),
    undo:
      concerned && isLast && ['created', 'changed', 'removed'].includes(what)
        ? { path: encodeURIComponent(concerned.id), changedAt: concerned.updatedAt.toISOString() }
        : undefined,
  };
}

/** The first free « Groupe 4 » of those made here. */
export function nextName({ stored }: OpenGroups, { t }: Words): string {
  const taken = new Set(standing(stored).map(({ name }) => name));
  let number = 1;
  while (taken.has(t('groups:unnamed', { id: number }))) number += 1;
  return t('groups:unnamed', { id: number });
}
