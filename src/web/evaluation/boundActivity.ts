import type { RequestHandler, Response } from 'express';
import type { Activity, ActivityStore } from '../../evaluation/activity.js';
import { finishApplication } from '../../evaluation/applyVersion.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import { finishRecount } from '../../evaluation/observation/switchCounting.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';

interface BoundActivityServices {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
}

/**
 * Lets teachers in when their link has criteria; the others are sent to choose some first. A version that a crash
 * left half applied, or a rule that counts observations, is finished before anything is shown.
 */
export function boundActivity(services: BoundActivityServices): RequestHandler {
  const { activities } = services;
  return async (_req, res, next) => {
    const session = sessionOf(res);
    const activity =
      session.resourceLink && (await activities.findByLink(session.scope, session.resourceLink.id));
    if (!activity) return res.redirect(303, `${sessionPath(session)}/attach`);
    const moved = await finishApplication(activity, services);
    res.locals['activity'] = await finishRecount(moved, services);
    next();
  };
}

/** The activity that `boundActivity` found. */
export function activityOf(res: Response): Activity {
  const activity: unknown = res.locals['activity'];
  if (!activity) throw new Error('the route is not behind boundActivity');
  return activity as Activity;
}
