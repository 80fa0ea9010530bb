import { Router } from 'express';
import { RosterReader } from '../../platform/rosterReader.js';
import { boundActivity } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { only } from '../session/rights.js';
import { countingRoutes } from './countingRoutes.js';
import { occasionRoutes } from './occasionRoutes.js';

const PATHS = ['/activity/counting', '/learners/:sub/observations'];

/** Several observations of one learner, and how they count. */
export function observationRoutes(services: EvaluationServices): Router {
  const router = Router();
  const ports = { ...services, rosterReader: new RosterReader(services) };
  router.use(PATHS, only('teacher'), boundActivity(services));
  router.use(countingRoutes(ports));
  router.use(occasionRoutes(ports));
  return router;
}
