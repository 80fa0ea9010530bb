import type { RequestHandler, Response } from 'express';
import type { Activity, ActivityStore } from '../../evaluation/activity.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';

/** Lets teachers in when their link has criteria; the others are sent to choose some first. */
export function boundActivity(activities: ActivityStore): RequestHandler {
  return async (_req, res, next) => {
    const session = sessionOf(res);
    const activity =
      session.resourceLink && (await activities.findByLink(session.scope, session.resourceLink.id));
    if (!activity) return res.redirect(303, `${sessionPath(session)}/attach`);
    res.locals['activity'] = activity;
    next();
  };
}

/** The activity that `boundActivity` found. */
export function activityOf(res: Response): Activity {
  const activity: unknown = res.locals['activity'];
  if (!activity) throw new Error('the route is not behind boundActivity');
  return activity as Activity;
}
