import { Router, type Response } from 'express';
import { Forbidden } from '../../errors.js';
import { openActivity, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import { releasedPublication } from '../../evaluation/release.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { Framework } from '../../framework/framework.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf } from '../session/sessionGuard.js';
import { fallbackLabel } from '../session/shell.js';
import type { RosterStore } from '../../platform/roster.js';
import { learnerPage } from './learnerPage.js';

export interface LearnerServices extends OpenActivityPorts {
  readonly evaluations: EvaluationStore;
  readonly rosters: RosterStore;
  readonly framework: Framework;
}

/** What learners, and the mentors who may read them, see: what is expected, then the publication. Never a draft. */
export function learnerRoutes(services: LearnerServices): Router {
  const router = Router();

  router.get('/mine', only('learner', 'guest'), (_req, res) => {
    const { role, user } = sessionOf(res);
    return show(res, role === 'learner' ? { sub: user.sub, theirs: true } : undefined);
  });

  router.get('/mentees', only('mentor'), async (_req, res) => {
    const { scope, mentees } = sessionOf(res);
    const roster = await services.rosters.get(scope);
    const { t } = wordsOf(res);
    const names = new Map(roster?.members.map(({ sub, name }) => [sub, name]));
    res.render('learner/mentees', {
      mentees: mentees.map((sub) => ({
        href: `mentees/${encodeURIComponent(sub)}`,
        name: names.get(sub) ?? fallbackLabel(sub, t),
      })),
    });
  });

  router.get('/mentees/:sub', only('mentor'), (req, res) => {
    const { sub } = req.params as { sub: string };
    if (!sessionOf(res).mentees.includes(sub)) throw new Forbidden('a mentor asked for someone else');
    return show(res, { sub, theirs: false });
  });

  async function show(res: Response, learner: { sub: string; theirs: boolean } | undefined): Promise<void> {
    const session = sessionOf(res);
    const activity = await openActivity(session, services);
    if (!activity) return res.render('learner/notReady', {});
    const evaluation = learner && (await services.evaluations.find(activity.id, learner.sub));
    const view = {
      framework: services.framework,
      activity,
      title: session.resourceLink?.title || activity.title,
      publication: releasedPublication(evaluation, activity, services.now()),
      theirs: learner?.theirs ?? false,
    };
    res.render('learner/show', learnerPage(view, wordsOf(res)));
  }
  return router;
}
