import type { GridVersion } from '../../grid/grid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import type { Notice } from './gridPage.js';
import type { OpenGrid } from './openGrid.js';

interface Visit {
  readonly session: LaunchSession;
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Where a grid is edited. */
export const editorPath = (session: LaunchSession, gridId: string): string =>
  `${sessionPath(session)}/grids/${encodeURIComponent(gridId)}/edit`;

/** What stands around the editor's form: where it goes, what was done, what is in use. */
export function editorFrame(opened: OpenGrid, { session, query, now }: Visit, words: Words) {
  const { version, own, held } = opened;
  const { t, locale } = words;
  const when = formatMoment(version.createdAt, now, locale);
  return {
    action: editorPath(session, version.gridId),
    back:
      held?.version.gridId === version.gridId
        ? { href: `${sessionPath(session)}/activity`, text: t('grid:edit.backToActivity') }
        : { href: `${sessionPath(session)}/library`, text: t('grid:edit.backToLibrary') },
    saveHint: own
      ? t('grid:edit.saveHint', { version: version.version, when, next: version.version + 1 })
      : t('grid:edit.saveCopyHint'),
    notices: [
      ...doneNotices(query['done'], version, words),
      ...copyNotices(opened, words),
      ...activityNotices(opened, session, words),
    ],
  };
}

/** After another window saved: nothing is lost, and the next press saves over it. */
export function newerNotice({ version, createdAt }: GridVersion, now: Date, { t, locale }: Words): Notice {
  const when = formatMoment(createdAt, now, locale);
  return { tone: 'problem', text: t('grid:edit.newer', { version, when, next: version + 1 }) };
}

function doneNotices(done: unknown, { version }: GridVersion, { t }: Words): readonly Notice[] {
  if (done === 'saved') return [{ tone: 'done', text: t('grid:edit.saved', { version }) }];
  if (done === 'unchanged') return [{ tone: 'info', text: t('grid:edit.unchanged', { version }) }];
  return [];
}

function copyNotices({ own, ownerName }: OpenGrid, { t }: Words): readonly Notice[] {
  if (own) return [];
  return [{ tone: 'info', text: t('grid:edit.copy', { owner: ownerName ?? t('grid:edit.aColleague') }) }];
}

/** The activity goes on with the version it holds until another one is applied. */
function activityNotices(
  { version, own, held }: OpenGrid,
  session: LaunchSession,
  { t }: Words,
): readonly Notice[] {
  const inUse = held?.version;
  if (!own || !inUse || inUse.id === version.id) return [];
  if (![version.gridId, version.madeFrom].includes(inUse.gridId)) return [];
  const text = version.gridId === inUse.gridId ? 'grid:edit.olderInUse' : 'grid:edit.otherInUse';
  return [
    {
      tone: 'info',
      text: t(text, { activity: held.activity.title, version: inUse.version }),
      link: {
        href: `${sessionPath(session)}/activity/apply?version=${encodeURIComponent(version.id)}`,
        text: t('grid:edit.apply'),
      },
    },
  ];
}
