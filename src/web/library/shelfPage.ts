import type { GridUse, LibraryGrid } from '../../grid/libraryGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { gridEntry } from './gridEntry.js';
import { GRIDS_PER_PAGE, SHELVES, type ShelfQuery } from './shelfQuery.js';

interface ShelfView {
  readonly session: LaunchSession;
  readonly query: ShelfQuery;
  /** One more than a page holds tells that another follows. */
  readonly grids: readonly LibraryGrid[];
  readonly uses: readonly GridUse[];
  readonly place: 'course' | 'activity' | undefined;
  readonly now: Date;
}

/** Everything views/library/index.ejs may use. */
export function shelfPage(view: ShelfView, words: Words) {
  const { session, query, grids, place } = view;
  const { t } = words;
  const shown = grids.slice(0, GRIDS_PER_PAGE);
  const searched = query.words.length > 0;
  return {
    title: t('library:title'),
    lead: place
      ? t(`library:lead.${place}`, { title: session.resourceLink?.title ?? '' })
      : t('library:lead.none'),
    back: backOf(session, place, words),
    scalesHref: `${sessionPath(session)}/scales`,
    importHref: `${sessionPath(session)}/library/import`,
    tabs: SHELVES.map((shelf) => ({
      href: addressOf({ ...query, show: shelf, page: 1 }),
      label: t(`library:shelf.${shelf}`),
      current: shelf === query.show,
    })),
    shelf: query.show,
    shelfLabel: t(`library:shelf.${query.show}`),
    q: query.q,
    entries: shown.map((grid) => gridEntry(grid, view, words)),
    useLabel: place ? t(`library:use.${place}`) : '',
    emptyText: shown.length > 0 ? '' : t(searched ? 'library:empty.search' : `library:empty.${query.show}`),
    previousHref: query.page > 1 ? addressOf({ ...query, page: query.page - 1 }) : '',
    nextHref: grids.length > GRIDS_PER_PAGE ? addressOf({ ...query, page: query.page + 1 }) : '',
  };
}

function addressOf({ show, q, page }: ShelfQuery): string {
  const query = new URLSearchParams({ show, ...(q && { q }), ...(page > 1 && { page: String(page) }) });
  return `?${query.toString()}`;
}

/** Where a teacher came from: the picker while a grid is sought, else the class. */
function backOf(session: LaunchSession, place: ShelfView['place'], { t }: Words) {
  const base = sessionPath(session);
  return place
    ? { href: `${base}/attach`, text: t('library:backToPicker') }
    : { href: `${base}/class`, text: t('library:backToClass') };
}
