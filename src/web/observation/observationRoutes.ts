import { Router } from 'express';
import { boundActivity } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { only } from '../session/rights.js';
import { countingRoutes } from './countingRoutes.js';
import { occasionRoutes } from './occasionRoutes.js';

const PATHS = ['/activity/counting', '/learners/:sub/observations'];

/** Several observations of one learner, and how they count. */
export function observationRoutes(services: EvaluationServices): Router {
  const router = Router();
  router.use(PATHS, only('teacher'), boundActivity(services));
  router.use(countingRoutes(services));
  router.use(occasionRoutes(services));
  return router;
}
