import { Router } from 'express';
import { boundActivity } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { only } from '../session/rights.js';
import { activityRelease } from './activityRelease.js';
import { classDecisions } from './classDecisions.js';
import { closingRoutes } from './closingRoutes.js';

const PATHS = [
  '/class/decide',
  '/activity/release',
  '/activity/purpose',
  '/learners/:sub/close',
  '/learners/:sub/sheet',
  '/learners/:sub/cosign',
  '/learners/:sub/reopen',
];

/** Publishing several, holding until a date, the activity's purpose, closing. */
export function releaseRoutes(services: EvaluationServices): Router {
  const router = Router();
  router.use(PATHS, only('teacher'), boundActivity(services));
  router.use(classDecisions(services));
  router.use(activityRelease(services));
  router.use(closingRoutes(services));
  return router;
}
