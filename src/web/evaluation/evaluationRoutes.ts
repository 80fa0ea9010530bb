import { Router } from 'express';
import { RosterReader } from '../../platform/rosterReader.js';
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
  const ports = { ...services, rosterReader: new RosterReader(services) };
  router.use('/learners', only('teacher'), boundActivity(services));
  router.use(judgementRoutes(ports));
  router.use(phraseRoutes(ports));
  router.use(publicationRoutes(ports));
  return router;
}
