import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { reopen } from '../../evaluation/closing.js';
import { decideEach } from '../../evaluation/decideEach.js';
import { MAXIMUM_COMMENT_LENGTH } from '../../evaluation/evaluation.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { openDesk, type LearnerDesk } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { askPage } from './askPage.js';
import { sheetPath } from './closedNotice.js';
import { eachDecision, type Refusal } from './eachDecision.js';
import { reopenPage } from './reopenPage.js';
import { sheetPage } from './sheetPage.js';

const reopening = z.object({
  reason: z
    .string()
    .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
    .default(''),
});

/** One learner's closing: asked for, read and printed, signed by a second evaluator, ended for a reason. */
export function closingRoutes(services: EvaluationServices): Router {
  const router = Router();
  const { evaluations, now } = services;
  const deskOf = (req: Request, res: Response) => openDesk(String(req.params['sub']), res, services);

  router.get('/learners/:sub/close', async (req, res) => {
    const opened = await deskOf(req, res);
    const { activity, evaluation, learner, actor } = opened;
    if (evaluation.closing) return res.redirect(303, sheetPath(opened));
    if (activity.grid.purpose !== 'certificative') return res.redirect(303, gridPath(opened));
    const wanted = [{ learnerSub: learner.sub }];
    const view = {
      action: 'close' as const,
      wanted,
      activity,
      evaluations: [evaluation],
      learners: [learner],
    };
    res.render('release/ask', askPage({ ...view, by: actor, now: now() }, wordsOf(res)));
  });

  router.get('/learners/:sub/sheet', async (req, res) => {
    const opened = await deskOf(req, res);
    if (!opened.evaluation.closing) return res.redirect(303, gridPath(opened));
    const { done, jury } = req.query;
    const shown = { done, withMark: jury === '1', now: now(), framework: services.framework };
    res.render('release/sheet', sheetPage(opened, shown, wordsOf(res)));
  });

  router.post('/learners/:sub/cosign', async (req, res) => {
    const opened = await deskOf(req, res);
    const { activity, actor, learner } = opened;
    const context = { activity, by: actor, now, evaluations };
    const [decided] = await decideEach<Refusal>(
      [{ learnerSub: learner.sub }],
      (evaluation) => eachDecision.coSign(evaluation, context),
      context,
    );
    res.redirect(303, `${sheetPath(opened)}?done=${decided?.kind === 'done' ? 'coSigned' : decided?.kind}`);
  });

  router.get('/learners/:sub/reopen', async (req, res) => {
    const opened = await deskOf(req, res);
    if (!opened.evaluation.closing) return res.redirect(303, gridPath(opened));
    res.render('release/reopen', reopenPage(opened, { reason: '' }, now(), wordsOf(res)));
  });

  router.post('/learners/:sub/reopen', async (req, res) => {
    const opened = await deskOf(req, res);
    const parsed = reopening.safeParse(req.body ?? {});
    if (!parsed.success) throw new BadRequest('reopening without a reason of text');
    const { reason } = parsed.data;
    const problem = problemWith(reason);
    if (problem) {
      res.status(422).render('release/reopen', reopenPage(opened, { reason, problem }, now(), wordsOf(res)));
      return;
    }
    const { activity, actor, learner } = opened;
    const context = { activity, by: actor, evaluations };
    await decideEach<never>(
      [{ learnerSub: learner.sub }],
      (evaluation) => reopen(evaluation, reason, actor, now()),
      context,
    );
    res.redirect(303, `${gridPath(opened)}?done=reopened`);
  });
  return router;
}

function problemWith(reason: string): 'missing' | 'tooLong' | undefined {
  if (reason === '') return 'missing';
  return reason.length > MAXIMUM_COMMENT_LENGTH ? 'tooLong' : undefined;
}

const gridPath = ({ session, learner }: LearnerDesk): string =>
  `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}`;
