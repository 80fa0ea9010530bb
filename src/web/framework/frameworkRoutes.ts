import { Router } from 'express';
import type { Framework } from '../../framework/framework.js';
import { wordsOf } from '../language.js';
import { frameworkPage } from './frameworkPage.js';
import { parseFrameworkSearch } from './frameworkSearch.js';

export interface FrameworkServices {
  readonly framework: Framework;
}

/** The official text, open to everyone. */
export function frameworkRoutes({ framework }: FrameworkServices): Router {
  const router = Router();

  // All there is to see without a launch.
  router.get('/', (_req, res) => res.redirect('/referentiel'));

  router.get('/referentiel', (req, res) => {
    const search = parseFrameworkSearch(req.query);
    res.render('framework/index', frameworkPage(framework, search, wordsOf(res)));
  });

  return router;
}
