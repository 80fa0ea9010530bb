import { Router, type Response } from 'express';
import { NotFound } from '../../errors.js';
import type { ActivityStore } from '../../evaluation/activity.js';
import { openActivity, type OpenActivityPorts } from '../../evaluation/openActivity.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { criterionAnchor } from '../learner/criterionAnchor.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { readQuestionForm, type QuestionForm } from './questionForm.js';
import {
  openThread,
  problemText,
  takeQuestion,
  type QuestionDesk,
  type QuestionPorts,
} from './takeQuestion.js';
import { topicPage } from './topicPage.js';

export interface LearnerQuestionServices extends OpenActivityPorts, QuestionPorts {
  readonly activities: ActivityStore;
}

/** What a learner asks, and answers: always in their own name, about their own activity. */
export function learnerQuestions(services: LearnerQuestionServices): Router {
  const router = Router();
  router.use('/mine/questions', only('learner'));

  router.post('/mine/questions', async (req, res) => {
    const session = sessionOf(res);
    const activity = await openActivity(session, services);
    if (!activity) throw new NotFound('nothing to ask about');
    const thread = await openThread(activity, session.user.sub, services);
    const desk: QuestionDesk = { activity, thread, role: 'learner', actor: actorOf(session) };
    const form = readQuestionForm(req.body, activity, thread);
    const words = wordsOf(res);
    if (form.problem)
      return explain(res.status(422), desk, form, problemText(form.problem, 'learner', words));

    const change = await takeQuestion(desk, form, services);
    if (change.kind === 'refused') {
      return explain(res.status(409), desk, form, words.t(`questions:problem.${change.why}`));
    }
    const { criterionId } = form;
    const topic = encodeURIComponent(criterionId ?? 'whole');
    // A criterion that the grid has no more is not on the page; its questions then stand open at its end.
    const place = criterionId === undefined ? 'questions' : criterionAnchor(criterionId);
    res.redirect(303, `${sessionPath(session)}/mine?topic=${topic}#${place}`);
  });

  function explain(res: Response, desk: QuestionDesk, form: QuestionForm, problem: string): void {
    const session = sessionOf(res);
    const words = wordsOf(res);
    const base = sessionPath(session);
    const page = {
      desk,
      form,
      problem,
      title: words.t('questions:learner.pageTitle'),
      activityTitle: session.resourceLink?.title || desk.activity.title,
      back: { href: `${base}/mine`, text: words.t('questions:learner.back') },
      action: `${base}/mine/questions`,
      now: services.now(),
      newId: services.newId,
    };
    res.render('questions/show', topicPage(page, words));
  }
  return router;
}
