import { Router } from 'express';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf } from '../session/sessionGuard.js';
import { importRoutes } from './importRoutes.js';
import { libraryGridRoutes } from './libraryGridRoutes.js';
import { placeFor, type LibraryServices } from './libraryServices.js';
import { shelfPage } from './shelfPage.js';
import { GRIDS_PER_PAGE, readShelfQuery, shelfOf } from './shelfQuery.js';

export type { LibraryServices } from './libraryServices.js';

/** Grids to find again: a teacher's own, and what colleagues share. */
export function libraryRoutes(services: LibraryServices): Router {
  const { library } = services;
  const router = Router();
  router.use('/library', only('teacher'));

  router.get('/library', async (req, res) => {
    const session = sessionOf(res);
    const query = readShelfQuery(req.query);
    const [grids, place] = await Promise.all([
      library.list(session.scope, shelfOf(query.show, session), {
        words: query.words,
        skip: (query.page - 1) * GRIDS_PER_PAGE,
        limit: GRIDS_PER_PAGE + 1,
      }),
      placeFor(session, services),
    ]);
    const uses = await library.uses(
      grids.map(({ id }) => id),
      session.scope,
    );
    const view = { session, query, grids, uses, place, now: services.now() };
    res.render('library/index', shelfPage(view, wordsOf(res)));
  });

  router.use(importRoutes(services));
  router.use(libraryGridRoutes(services));
  return router;
}
