import { Router } from 'express';
import { activityOf, boundActivity } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf } from '../session/sessionGuard.js';
import { activityPage } from './activityPage.js';
import type { ActivityServices } from './activityServices.js';
import { activityVersions } from './activityVersions.js';
import { versionRoutes } from './versionRoutes.js';

export type { ActivityServices } from './activityServices.js';

/** What concerns an activity as a whole: its grid and the versions of it. */
export function activityRoutes(services: ActivityServices): Router {
  const router = Router();
  router.use('/activity', only('teacher'), boundActivity(services));

  router.get('/activity', async (req, res) => {
    const session = sessionOf(res);
    const activity = activityOf(res);
    const versions = await activityVersions(activity, services.grids);
    const view = { session, activity, versions, query: req.query, now: services.now() };
    res.render('activity/show', activityPage(view, wordsOf(res)));
  });

  router.use(versionRoutes(services));
  return router;
}
