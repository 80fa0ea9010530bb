import { Router } from 'express';
import type { Framework } from '../../framework/framework.js';
import { localeOf, translateOf } from '../language.js';
import { frameworkPage } from './frameworkPage.js';
import { parseFrameworkSearch } from './frameworkSearch.js';

export interface FrameworkServices {
  readonly framework: Framework;
}

/** The official text, open to everyone. */
export function frameworkRoutes({ framework }: FrameworkServices): Router {
  const router = Router();

  router.get('/referentiel', (req, res) => {
    const search = parseFrameworkSearch(req.query);
    const page = frameworkPage(framework, search, { t: translateOf(res), locale: localeOf(res) });
    res.render('framework/index', page);
  });

  return router;
}
