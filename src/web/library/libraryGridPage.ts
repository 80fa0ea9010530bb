import type { Framework } from '../../framework/framework.js';
import type { GridVersion } from '../../grid/grid.js';
import type { GridUse, LibraryGrid } from '../../grid/libraryGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { gridPreview } from '../grid/gridPreview.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { gridEntry } from './gridEntry.js';

interface LibraryGridView {
  readonly session: LaunchSession;
  readonly grid: LibraryGrid;
  readonly version: GridVersion;
  readonly uses: readonly GridUse[];
  readonly place: 'course' | 'activity' | undefined;
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

const DONE = ['duplicated', 'shared', 'archived', 'restored', 'imported'] as const;

/** Everything views/library/show.ejs may use. */
export function libraryGridPage(view: LibraryGridView, framework: Framework, words: Words) {
  const { grid, version, session, place, query } = view;
  const { t } = words;
  const done = DONE.find((one) => one === query['done']);
  const entry = gridEntry(grid, view, words);
  return {
    title: grid.title,
    backHref: `${sessionPath(session)}/library${grid.archivedAt ? '?show=archived' : ''}`,
    doneText: done ? t(`library:done.${done}`) : '',
    problemText: query['problem'] === 'bound' ? t('library:problem.bound') : '',
    entry,
    useLabel: place && !grid.archivedAt ? t(`library:use.${place}`) : '',
    duplicateHelp: t(entry.mine ? 'library:duplicateHelp.mine' : 'library:duplicateHelp.others'),
    sharings: entry.mine ? sharingsOf(grid, session, words) : [],
    preview: gridPreview(version.grid, framework, words),
  };
}

function sharingsOf(grid: LibraryGrid, { scope, context, platform }: LaunchSession, { t }: Words) {
  const elsewhere = grid.visibility === 'context' && grid.contextId !== scope.contextId;
  const course = context.title ?? t('common:courseWithoutTitle');
  const other = grid.contextTitle ?? t('common:courseWithoutTitle');
  const option = (value: string, label: string, checked: boolean) => ({ value, label, checked });
  return [
    option('private', t('library:shareWith.private'), grid.visibility === 'private'),
    option(
      'context',
      t('library:shareWith.context', { course }),
      grid.visibility === 'context' && !elsewhere,
    ),
    ...(elsewhere ? [option('kept', t('library:shareWith.kept', { course: other }), true)] : []),
    option(
      'deployment',
      platform.name === undefined
        ? t('library:shareWith.deployment')
        : t('library:shareWith.namedDeployment', { platform: platform.name }),
      grid.visibility === 'deployment',
    ),
  ];
}
