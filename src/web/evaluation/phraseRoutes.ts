import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { subjectKey } from '../../evaluation/phraseSubject.js';
import { wordsOf } from '../language.js';
import type { EvaluationServices } from './evaluationServices.js';
import { openDesk, type LearnerDesk } from './learnerDesk.js';
import { parsePhraseRequest, showPhrases, type PhraseRequest } from './phraseRequest.js';
import { phrasesView } from './phrasesView.js';
import { bankOwner } from './teacherPhrases.js';

const asked = z.object({ criterion: z.string(), level: z.string().optional() });
const forgotten = z.object({ phrase: z.string(), level: z.string().optional() });

/** What public/evaluation/phrases.js asks while a comment is written; the form's own buttons do without it. */
export function phraseRoutes(services: EvaluationServices): Router {
  const { commentBank } = services;
  const router = Router();
  const deskOf = (req: Request, res: Response) => openDesk(String(req.params['sub']), res, services);

  router.get('/learners/:sub/phrases', async (req, res) => {
    const opened = await deskOf(req, res);
    const parsed = asked.safeParse(req.query);
    if (!parsed.success) throw new BadRequest('phrases of no criterion');
    const { criterion, level } = parsed.data;
    const request = parsePhraseRequest(showPhrases(criterion), opened.activity.grid);
    await show(res, opened, request, level);
  });

  router.post('/learners/:sub/phrases/forget', async (req, res) => {
    const opened = await deskOf(req, res);
    const { grid } = opened.activity;
    const parsed = forgotten.safeParse(req.body);
    const request = parsed.success && parsePhraseRequest(parsed.data.phrase, grid);
    if (!request || request.what !== 'forget') throw new BadRequest('no phrase to forget');
    await commentBank.forget(bankOwner(opened), subjectKey(grid, request.subject), request.phraseId);
    await show(res, opened, request, parsed.data.level);
  });

  async function show(
    res: Response,
    opened: LearnerDesk,
    { subject }: PhraseRequest,
    levelId: string | undefined,
  ): Promise<void> {
    const { grid } = opened.activity;
    const { content } = opened.evaluation;
    const phrases = await commentBank.list(bankOwner(opened), subjectKey(grid, subject));
    res.render('evaluation/phrases', {
      phrases: phrasesView(phrases, { grid, subject, content, levelId }, wordsOf(res)),
    });
  }
  return router;
}
