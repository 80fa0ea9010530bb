import { Router, type Response } from 'express';
import type { Activity } from '../../evaluation/activity.js';
import { decideEach, type Decided } from '../../evaluation/decideEach.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import { followRelease, isHeld } from '../../evaluation/release.js';
import { listedClass } from '../class/listedClass.js';
import { activityOf } from '../evaluation/boundActivity.js';
import type { LearnerPorts } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { learnPhrases } from '../evaluation/teacherPhrases.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { askPage } from './askPage.js';
import { eachDecision, type Refusal } from './eachDecision.js';
import { parseEachForm, type EachAction, type EachForm } from './eachForm.js';
import { outcomeQuery } from './outcomeNotice.js';

const DONE = { publish: 'published', close: 'closed', coSign: 'coSigned' } as const;

/** One decision on several learners of a class: publish, close, sign. */
export function classDecisions(services: LearnerPorts): Router {
  const router = Router();
  const { evaluations, rosters, now } = services;

  router.post('/class/decide', async (req, res) => {
    const form = parseEachForm(req.body);
    const classPath = `${sessionPath(sessionOf(res))}/class`;
    const within = form.group ? `&${new URLSearchParams({ group: form.group }).toString()}` : '';
    if (form.wanted.length === 0) return res.redirect(303, `${classPath}?${outcomeQuery('nobody')}${within}`);
    const { action } = form;
    if (action !== 'publish' && !form.confirmed) return ask(res, action, form);
    const decided = await decide(res, form);
    res.redirect(303, `${classPath}?${outcomeQuery(DONE[form.action], decided)}${within}`);
  });

  async function decide(res: Response, form: EachForm): Promise<readonly Decided<Refusal>[]> {
    const activity = activityOf(res);
    const by = actorOf(sessionOf(res));
    const context = { activity, by, now, evaluations };
    const before = new Map<string, Evaluation>();
    const decided = await decideEach<Refusal>(
      form.wanted,
      (evaluation) => {
        before.set(evaluation.learnerSub, evaluation);
        return eachDecision[form.action](evaluation, context);
      },
      context,
    );
    const done = decided.flatMap(({ kind, learnerSub }) =>
      kind === 'done' ? (before.get(learnerSub) ?? []) : [],
    );
    if (form.action === 'publish' && done.length > 0) await afterPublishing(done, activity, res);
    return decided;
  }

  /** @param published as they were before. */
  async function afterPublishing(published: readonly Evaluation[], activity: Activity, res: Response) {
    if (isHeld(activity, now())) await followRelease(activity, services);
    services.wakeDispatcher();
    const session = sessionOf(res);
    const actor = actorOf(session);
    const members = (await rosters.get(session.scope))?.members ?? [];
    const names = new Map(
      members.map(({ sub, name, familyName, givenName }) => [
        sub,
        [name, familyName, givenName].join(' ').trim(),
      ]),
    );
    for (const evaluation of published) {
      const name = names.get(evaluation.learnerSub) ?? '';
      await learnPhrases({ session, actor, activity, evaluation }, evaluation, name, services);
    }
  }

  /** Names who is concerned, and what it means, before anything is frozen or signed. */
  async function ask(
    res: Response,
    action: Exclude<EachAction, 'publish'>,
    { wanted, group }: EachForm,
  ): Promise<void> {
    const session = sessionOf(res);
    const activity = activityOf(res);
    const [roster, all] = await Promise.all([rosters.get(session.scope), evaluations.list(activity.id)]);
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
