import { Router } from 'express';
import { boundActivity } from '../evaluation/boundActivity.js';
import { only } from '../session/rights.js';
import { inviteRoutes } from './inviteRoutes.js';
import { linkRoutes } from './linkRoutes.js';
import type { TutorLinkServices } from './tutorLinkServices.js';

export type { TutorLinkServices } from './tutorLinkServices.js';

/** A teacher's pages about company tutors: inviting, following, ending; and the sheet on paper. */
export function tutorLinkRoutes(services: TutorLinkServices): Router {
  const router = Router();
  router.use('/tutors', only('teacher'), boundActivity(services));
  router.use(inviteRoutes(services));
  router.use(linkRoutes(services));
  return router;
}
