import { Router } from 'express';
import { only } from '../session/rights.js';
import { boundActivity } from './boundActivity.js';
import type { EvaluationServices } from './evaluationServices.js';
import { judgementRoutes } from './judgementRoutes.js';
import { phraseRoutes } from './phraseRoutes.js';
import { publicationRoutes } from './publicationRoutes.js';

export type { EvaluationServices } from './evaluationServices.js';

/** A teacher's pages about one learner: the grid, its publication, its history. */
export function evaluationRoutes(services: EvaluationServices): Router {
  const router = Router();
  router.use('/learners', only('teacher'), boundActivity(services));
  router.use(judgementRoutes(services));
  router.use(phraseRoutes(services));
  router.use(publicationRoutes(services));
  return router;
}
