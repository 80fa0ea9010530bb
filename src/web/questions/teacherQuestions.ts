import { Router, type Request, type Response } from 'express';
import { boundActivity } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { openDesk, type LearnerDesk } from '../evaluation/learnerDesk.js';
import { learnerHref } from '../groups/learnerHref.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionPath } from '../session/sessionGuard.js';
import { answerPath } from './answerPath.js';
import { readQuestionForm, type QuestionForm } from './questionForm.js';
import { openThread, problemText, takeQuestion, type QuestionDesk } from './takeQuestion.js';
import { teacherTopics } from './teacherTopics.js';
import { topicPage } from './topicPage.js';

/** What teachers answer to one learner. */
export function teacherQuestions(services: EvaluationServices): Router {
  const router = Router();
  router.use('/learners/:sub/questions', only('teacher'), boundActivity(services));

  router.get('/learners/:sub/questions', async (req, res) => {
    const { opened, desk } = await open(req, res);
    const words = wordsOf(res);
    const context = { now: services.now(), newId: services.newId };
    const { waiting, answered } = teacherTopics(desk, context, words);
    res.render('questions/show', {
      ...frameOf(opened, res),
      notice: '',
      topics: [...waiting, ...answered],
    });
  });

  router.post('/learners/:sub/questions', async (req, res) => {
    const { opened, desk } = await open(req, res);
    const words = wordsOf(res);
    const form = readQuestionForm(req.body, desk.activity, desk.thread);
    const explain = (status: 409 | 422, problem: string) =>
      showProblem(res.status(status), opened, { desk, form, problem });
    if (form.problem) return explain(422, problemText(form.problem, 'teacher', words));
    const change = await takeQuestion(desk, form, services);
    if (change.kind === 'refused') return explain(409, words.t(`questions:problem.${change.why}`));
    res.redirect(303, `${questionsPath(opened)}#questions`);
  });

  async function open(req: Request, res: Response) {
    const opened = await openDesk(String(req.params['sub']), res, services);
    const { activity, actor, learner } = opened;
    const thread = await openThread(activity, learner.sub, services);
    const desk: QuestionDesk = { activity, thread, role: 'teacher', actor };
    return { opened, desk };
  }

  function showProblem(
    res: Response,
    opened: LearnerDesk,
    refused: { desk: QuestionDesk; form: QuestionForm; problem: string },
  ): void {
    const page = { ...refused, ...frameOf(opened, res), now: services.now(), newId: services.newId };
    res.render('questions/show', topicPage(page, wordsOf(res)));
  }

  return router;
}

/** What stands around the questions of one learner. */
function frameOf(opened: LearnerDesk, res: Response) {
  const { t } = wordsOf(res);
  const { session, activity, learner, group } = opened;
  const own = `${sessionPath(session)}/learners/${learnerHref(learner.sub, group)}`;
  return {
    title: t('questions:teacher.pageTitle', { name: learner.name }),
    activityTitle: session.resourceLink?.title ?? activity.title,
    back: { href: own, text: t('questions:teacher.backToGrid') },
    action: answerPath(opened),
  };
}

/** Where the teacher goes on: the grid, or the questions by themselves where the grid is closed. */
function questionsPath(opened: LearnerDesk): string {
  const { session, learner, group, evaluation } = opened;
  if (evaluation.closing) return answerPath(opened);
  return `${sessionPath(session)}/learners/${learnerHref(learner.sub, group)}`;
}
