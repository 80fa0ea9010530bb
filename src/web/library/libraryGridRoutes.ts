import { Router, type Response } from 'express';
import { copyGrid } from '../../grid/copyGrid.js';
import { gridCsv } from '../../grid/exchange/gridCsv.js';
import { gridJson } from '../../grid/exchange/gridJson.js';
import { firstVersion } from '../../grid/firstVersion.js';
import { keepGrid } from '../../grid/keepGrid.js';
import type { LibraryGrid } from '../../grid/libraryGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { useVersion } from '../attach/useVersion.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { fileNameOf } from './fileName.js';
import { libraryGridPage } from './libraryGridPage.js';
import { changed, ownerOf, readSharing } from './sharing.js';
import { latestVersion, placeFor, usableGrid, type LibraryServices } from './libraryServices.js';

/** What a teacher does with one grid of the library. */
export function libraryGridRoutes(services: LibraryServices): Router {
  const { library, now } = services;
  const router = Router();

  router.get('/library/:gridId', async (req, res) => {
    const session = sessionOf(res);
    const { grid, version } = await opened(req.params.gridId, session);
    const [uses, place] = await Promise.all([
      library.uses([grid.id], session.scope),
      placeFor(session, services),
    ]);
    const view = { session, grid, version, uses, place, query: req.query, now: now() };
    res.render('library/show', libraryGridPage(view, services.framework, wordsOf(res)));
  });

  router.post('/library/:gridId/use', async (req, res) => {
    const session = sessionOf(res);
    const { grid, version } = await opened(req.params.gridId, session);
    if (!(await placeFor(session, services))) return answer(res, grid, { problem: 'bound' });
    await useVersion(res, version, services);
  });

  router.post('/library/:gridId/duplicate', async (req, res) => {
    const session = sessionOf(res);
    const { version } = await opened(req.params.gridId, session);
    const title = wordsOf(res).t('library:copyOf', { title: version.grid.title });
    const copy = firstVersion(copyGrid(version.grid, title), session, services);
    await keepGrid(copy, session, services);
    answer(res, { id: copy.gridId }, { done: 'duplicated' });
  });

  router.post('/library/:gridId/share', async (req, res) => {
    const session = sessionOf(res);
    const grid = await usableGrid(req.params.gridId, session, services);
    await changed(library.share(grid.id, ownerOf(session), readSharing(req.body, grid, session)));
    answer(res, grid, { done: 'shared' });
  });

  router.post('/library/:gridId/archive', async (req, res) => {
    const session = sessionOf(res);
    const grid = await usableGrid(req.params.gridId, session, services);
    await changed(library.archive(grid.id, ownerOf(session), grid.archivedAt ?? now()));
    answer(res, grid, { done: 'archived' });
  });

  router.post('/library/:gridId/restore', async (req, res) => {
    const session = sessionOf(res);
    const grid = await usableGrid(req.params.gridId, session, services);
    await changed(library.archive(grid.id, ownerOf(session), undefined));
    answer(res, grid, { done: 'restored' });
  });

  router.get('/library/:gridId/export.json', async (req, res) => {
    const { version } = await opened(req.params.gridId, sessionOf(res));
    res.attachment(fileNameOf(version.grid.title, 'json')).send(gridJson(version.grid));
  });

  router.get('/library/:gridId/export.csv', async (req, res) => {
    const { version } = await opened(req.params.gridId, sessionOf(res));
    res.attachment(fileNameOf(version.grid.title, 'csv')).send(gridCsv(version.grid, wordsOf(res).locale));
  });

  async function opened(gridId: string, session: LaunchSession) {
    const grid = await usableGrid(gridId, session, services);
    return { grid, version: await latestVersion(grid, session, services) };
  }
  return router;
}

function answer(
  res: Response,
  { id }: Pick<LibraryGrid, 'id'>,
  outcome: Readonly<Record<string, string>>,
): void {
  const query = new URLSearchParams(outcome).toString();
  res.redirect(303, `${sessionPath(sessionOf(res))}/library/${encodeURIComponent(id)}?${query}`);
}
