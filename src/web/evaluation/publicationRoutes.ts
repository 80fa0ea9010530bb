import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { BadRequest, EvaluationClosed, NotFound } from '../../errors.js';
import { resend, withdraw } from '../../evaluation/publish.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import { formGroupQuery } from '../groups/groupField.js';
import { wordsOf } from '../language.js';
import { sheetPath } from '../release/closedNotice.js';
import { sessionPath } from '../session/sessionGuard.js';
import type { EvaluationServices } from './evaluationServices.js';
import { historyPage } from './historyPage.js';
import { openDesk, type LearnerDesk } from './learnerDesk.js';
import { withdrawPage } from './withdrawPage.js';

const withdrawal = z.object({
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});

/** What follows a publication: its history, sending again, taking back. */
export function publicationRoutes(services: EvaluationServices): Router {
  const { evaluations, now, wakeDispatcher } = services;
  const router = Router();
  const deskOf = (req: Request, res: Response) => openDesk(String(req.params['sub']), res, services);

  router.get('/learners/:sub/history', async (req, res) => {
    res.render('evaluation/history', historyPage(await deskOf(req, res), now(), wordsOf(res)));
  });

  router.get('/learners/:sub/withdraw', async (req, res) => {
    const opened = await deskOf(req, res);
    if (opened.evaluation.closing) return res.redirect(303, sheetPath(opened));
    if (!opened.evaluation.publication) return res.redirect(303, gridOf(opened));
    askToWithdraw(res, opened);
  });

  router.post('/learners/:sub/withdraw', async (req, res) => {
    const opened = await deskOf(req, res);
    const { evaluation, activity, actor } = opened;
    const parsed = withdrawal.safeParse(req.body);
    if (!parsed.success) throw new BadRequest('withdrawal without a revision');
    if (evaluation.closing) throw new EvaluationClosed('a publication was about to be withdrawn');
    if (!evaluation.publication) return res.redirect(303, gridOf(opened));
    // A colleague's newer publication is another one than what this teacher was asked about.
    if (evaluation.revision !== parsed.data.revision) return askToWithdraw(res.status(409), opened, true);

    const outcome = await evaluations.save(withdraw(evaluation, activity, actor, now()));
    if (outcome.kind === 'conflict') {
      if (outcome.current.closing) throw new EvaluationClosed('it was closed in between');
      return askToWithdraw(res.status(409), { ...opened, evaluation: outcome.current }, true);
    }
    wakeDispatcher();
    res.redirect(303, `${gridOf(opened)}?done=withdrawn`);
  });

  router.post('/learners/:sub/resend', async (req, res) => {
    const opened = await deskOf(req, res);
    const { publication, delivery } = opened.evaluation;
    if (!publication && !delivery) throw new NotFound('nothing to send again');
    await sendAgain(opened.evaluation, opened);
    const { from } = (req.body ?? {}) as Record<string, unknown>;
    res.redirect(
      303,
      from === 'class'
        ? `${sessionPath(opened.session)}/class${formGroupQuery(req.body)}`
        : `${gridOf(opened)}?done=resent`,
    );
  });

  function askToWithdraw(res: Response, opened: LearnerDesk, moved = false): void {
    res.render('evaluation/withdraw', withdrawPage(opened, moved, now(), wordsOf(res)));
  }

  /** Sending again changes nothing that a colleague wrote, so it follows whatever was saved meanwhile. */
  async function sendAgain(evaluation: Evaluation, opened: LearnerDesk): Promise<void> {
    const { activity, actor } = opened;
    const again = resend(evaluation, activity, actor, now());
    if (again === evaluation) return;
    const outcome = await evaluations.save(again);
    if (outcome.kind === 'conflict') return sendAgain(outcome.current, opened);
    wakeDispatcher();
  }
  return router;
}

const gridOf = ({ session, learner }: LearnerDesk): string =>
  `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}`;
