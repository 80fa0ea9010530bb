import { Router } from 'express';
import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { ActivityStore, SelfAssessmentOpening } from '../../evaluation/activity.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import { activityOf, boundActivity } from '../evaluation/boundActivity.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';

interface OpeningServices {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly now: () => Date;
}

const buttons = z.object({ action: z.enum(['optional', 'required', 'closed']) });

/** Whether learners may place themselves, and whether they may skip it. */
export function openingRoutes(services: OpeningServices): Router {
  const router = Router();
  router.use('/activity/self', only('teacher'), boundActivity(services));

  router.post('/activity/self', async (req, res) => {
    const parsed = buttons.safeParse(req.body ?? {});
    if (!parsed.success) throw new BadRequest(`self-assessment: ${z.prettifyError(parsed.error)}`);
    const session = sessionOf(res);
    const { id, selfAssessment: known } = activityOf(res);
    const { action } = parsed.data;
    // What was open stays open since then: who has seen a result is told by that moment.
    const since = known ?? { openedAt: services.now(), by: actorOf(session) };
    const opening: SelfAssessmentOpening | undefined =
      action === 'closed' ? undefined : { ...since, required: action === 'required' };
    await services.activities.setSelfAssessment(id, opening);
    res.redirect(303, `${sessionPath(session)}/activity#self-assessment`);
  });
  return router;
}
