import { Router, type Response } from 'express';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { askPage } from './askPage.js';
import { decideSeveral } from './decideSeveral.js';
import { parseEachForm, type EachAction, type EachForm } from './eachForm.js';
import { outcomeQuery } from './outcomeNotice.js';

const DONE = { publish: 'published', close: 'closed', coSign: 'coSigned' } as const;

/** One decision on several learners of a class: publish, close, sign. */
export function classDecisions(services: EvaluationServices): Router {
  const router = Router();
  const { evaluations, rosterReader, now } = services;

  router.post('/class/decide', async (req, res) => {
    const form = parseEachForm(req.body);
    const classPath = `${sessionPath(sessionOf(res))}/class`;
    const within = form.group ? `&${new URLSearchParams({ group: form.group }).toString()}` : '';
    if (form.wanted.length === 0) return res.redirect(303, `${classPath}?${outcomeQuery('nobody')}${within}`);
    const { action } = form;
    if (action !== 'publish' && !form.confirmed) return ask(res, action, form);
    const place = { session: sessionOf(res), activity: activityOf(res) };
    const decided = await decideSeveral(form, place, services);
    res.redirect(303, `${classPath}?${outcomeQuery(DONE[form.action], decided)}${within}`);
  });

  /** Names who is concerned, and what it means, before anything is frozen or signed. */
  async function ask(
    res: Response,
    action: Exclude<EachAction, 'publish'>,
    { wanted, group }: EachForm,
  ): Promise<void> {
    const session = sessionOf(res);
    const activity = activityOf(res);
    const [roster, all] = await Promise.all([rosterReader.kept(session), evaluations.list(activity.id)]);
    const words = wordsOf(res);
    const learners = await listedClass({ session, activity, roster, evaluations: all }, services, words);
    const view = {
      action,
      wanted,
      group,
      activity,
      evaluations: all,
      learners,
      by: actorOf(session),
      now: now(),
    };
    res.render('release/ask', askPage(view, words));
  }
  return router;
}
