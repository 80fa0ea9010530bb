import { Router } from 'express';
import type { ActivityStore } from '../../evaluation/activity.js';
import type { DeskStore } from '../../evaluation/desk/deskSettings.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import { activityOf, boundActivity } from '../evaluation/boundActivity.js';
import { groupQuery } from '../groups/listedGroups.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { parseDeskForm } from './deskForm.js';

export interface DeskServices {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly desks: DeskStore;
}

/** A teacher's own order, and hidden names, of one activity. */
export function deskRoutes(services: DeskServices): Router {
  const router = Router();
  const { desks } = services;
  router.use('/desk', only('teacher'), boundActivity(services));

  router.post('/desk', async (req, res) => {
    const { changes, back, group } = parseDeskForm(req.body);
    const session = sessionOf(res);
    const owner = { activityId: activityOf(res).id, teacherSub: session.user.sub };
    await desks.keep(owner, { ...(await desks.find(owner)), ...changes });
    res.redirect(303, `${sessionPath(session)}/${back}${groupQuery(group ? { id: group } : undefined)}`);
  });
  return router;
}
