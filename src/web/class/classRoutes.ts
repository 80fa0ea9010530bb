import { Router } from 'express';
import type { ActivityStore } from '../../evaluation/activity.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { EvidenceStore } from '../../evaluation/evidence/evidence.js';
import { RosterReader } from '../../platform/rosterReader.js';
import type { RosterService, RosterStore } from '../../platform/roster.js';
import { activityOf, boundActivity } from '../evaluation/boundActivity.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { classPage } from './classPage.js';

export interface ClassServices {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly rosters: RosterStore;
  readonly rosterService: RosterService;
  readonly now: () => Date;
}

/** The class of one activity: who is to be evaluated, who was, and what the gradebook took. */
export function classRoutes(services: ClassServices): Router {
  const router = Router();
  const rosterReader = new RosterReader(services);
  router.use('/class', only('teacher'), boundActivity(services));

  router.get('/class', async (req, res) => {
    const session = sessionOf(res);
    const activity = activityOf(res);
    const [reading, evaluations, evidence] = await Promise.all([
      rosterReader.read(session),
      services.evaluations.list(activity.id),
      services.evidence.counts(activity.id),
    ]);
    const view = {
      session,
      activity,
      reading,
      evaluations,
      evidence,
      query: req.query,
      now: services.now(),
    };
    res.render('class/show', classPage(view, wordsOf(res)));
  });

  router.post('/class/roster', async (_req, res) => {
    const session = sessionOf(res);
    await rosterReader.refresh(session);
    res.redirect(303, `${sessionPath(session)}/class`);
  });
  return router;
}
