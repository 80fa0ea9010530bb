import type { Framework } from '../../framework/framework.js';
import type { GridVersion } from '../../grid/grid.js';
import type { GridUse, LibraryGrid } from '../../grid/libraryGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { gridPreview } from '../grid/gridPreview.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { gridEntry } from './gridEntry.js';
import { sharingChoices } from './sharing.js';

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
    sharings: entry.mine ? sharingChoices(grid, session, words) : [],
    preview: gridPreview(version.grid, framework, words),
  };
}
