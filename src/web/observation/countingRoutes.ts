import { Router, type Response } from 'express';
import { NotFound } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { countingEffect, type CountingEffect } from '../../evaluation/observation/countingEffect.js';
import { switchCounting } from '../../evaluation/observation/switchCounting.js';
import { effectDigest } from '../activity/effectDigest.js';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { parseCountingForm, ruleName, type CountingForm } from './countingForm.js';
import { countingEffectPage, countingPage } from './countingPage.js';

/** How several observations of one learner count: chosen, shown in its effect on every learner, then done. */
export function countingRoutes(services: EvaluationServices): Router {
  const router = Router();
  const { evaluations, activities } = services;

  router.get('/activity/counting', async (req, res) => {
    const activity = activityOf(res);
    if (req.query['rule'] !== undefined) return showEffect(res, activity, parseCountingForm(req.query));
    const view = { session: sessionOf(res), activity, evaluations: await evaluations.list(activity.id) };
    res.render('observation/counting', countingPage(view, wordsOf(res)));
  });

  router.post('/activity/counting', async (req, res) => {
    const activity = activityOf(res);
    const form = parseCountingForm(req.body);
    // Sent twice, or chosen by a colleague: it is done.
    if (form.rule === ruleName(activity.counting)) return res.redirect(303, activityPath(res));
    const effect = await effectOf(activity, form);
    const isShown = form.from === ruleName(activity.counting) && form.shown === effectDigest(effect);
    if (changesAnything(effect) && !isShown) return showEffect(res.status(409), activity, form, true);

    const outcome = await switchCounting(activity, form.choice, actorOf(sessionOf(res)), services);
    if (outcome.kind === 'switched') return res.redirect(303, `${activityPath(res)}?done=counted`);
    const latest = await activities.get(activity.id, sessionOf(res).scope);
    if (!latest) throw new NotFound('the activity is gone');
    return showEffect(res.status(409), latest, form, outcome.kind === 'movedOn');
  });

  const effectOf = async (activity: Activity, { choice }: CountingForm): Promise<CountingEffect> =>
    countingEffect(activity, await evaluations.listObserved(activity.id), choice);

  async function showEffect(
    res: Response,
    activity: Activity,
    form: CountingForm,
    moved = false,
  ): Promise<void> {
    const session = sessionOf(res);
    const words = wordsOf(res);
    const [{ roster }, known, effect] = await Promise.all([
      services.rosterReader.read(session),
      evaluations.list(activity.id),
      effectOf(activity, form),
    ]);
    const learners = await listedClass({ session, activity, roster, evaluations: known }, services, words);
    const view = { session, activity, form, effect, learners, shownDigest: effectDigest(effect), moved };
    res.render('observation/countingEffect', countingEffectPage(view, words));
  }
  return router;
}

const activityPath = (res: Response): string => `${sessionPath(sessionOf(res))}/activity`;

const changesAnything = ({ learners, closed }: CountingEffect): boolean =>
  closed.length > 0 || learners.some(({ changes }) => changes.length > 0);
