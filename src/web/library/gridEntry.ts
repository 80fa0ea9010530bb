import type { GridUse, LibraryGrid } from '../../grid/libraryGrid.js';
import { mayChange } from '../../grid/libraryRights.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { formatDay } from '../formatting.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { shortCode } from '../session/shell.js';
import { sharingText } from './sharing.js';

interface EntryFacts {
  readonly session: LaunchSession;
  readonly uses: readonly GridUse[];
  readonly now: Date;
}

/** What the list and the page of a grid both tell of it. */
export function gridEntry(grid: LibraryGrid, { session, uses, now }: EntryFacts, words: Words) {
  const { t, locale } = words;
  const base = sessionPath(session);
  const mine = mayChange(grid, session);
  const { criteria, competencyCodes, purpose } = grid.outline;
  return {
    title: grid.title,
    href: `${base}/library/${encodeURIComponent(grid.id)}`,
    outline: [
      t('class:criteria', { count: criteria }),
      t('library:competencies', { count: competencyCodes.length, codes: competencyCodes.join(', ') }),
      t(`library:purpose.${purpose}`),
    ].join(' · '),
    author: t(mine ? 'library:byYou' : 'library:by', {
      name: grid.owner.name ?? t('common:unnamedAs.teacher', { code: shortCode(grid.owner.sub) }),
      when: formatDay(grid.createdAt, now, locale),
    }),
    changed:
      grid.versionNumber > 1
        ? t('library:changed', {
            version: grid.versionNumber,
            when: formatDay(grid.updatedAt, now, locale),
          })
        : '',
    sharing: sharingText(grid, session, words),
    shared: grid.visibility !== 'private',
    archived: grid.archivedAt !== undefined,
    ...usesView(
      uses.filter(({ gridId }) => gridId === grid.id),
      session,
      words,
    ),
    mine,
    editHref: mine ? `${base}/grids/${encodeURIComponent(grid.id)}/edit` : '',
  };
}

/** Activities of this course by name, those of the others by number: their titles are their teachers' matter. */
function usesView(uses: readonly GridUse[], { scope }: LaunchSession, { t }: Words) {
  const here = uses.filter(({ contextId }) => contextId === scope.contextId);
  const elsewhere = uses.length - here.length;
  return {
    usedHere: here.length > 0 ? t('library:usedHere', { count: here.length }) : '',
    usesHere: here.map(({ activityTitle }) => activityTitle),
    usedElsewhere: elsewhere > 0 ? t('library:usedElsewhere', { count: elsewhere }) : '',
    unused: uses.length === 0,
  };
}
