import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { switchPurpose } from '../../evaluation/purpose.js';
import { setRelease } from '../../evaluation/release.js';
import { activityOf } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { parseDateFields, readDate } from './dateForm.js';
import { datePage } from './datePage.js';
import { outcomeQuery } from './outcomeNotice.js';
import { marksConcerned, purposePage } from './purposePage.js';

const purposeFields = z.object({
  purpose: z.enum(['formative', 'certificative']),
  /** How many marks the teacher was told would be taken back, or given. */
  marks: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

/** What an activity is for, and from when on learners see it. */
export function activityRelease(services: EvaluationServices): Router {
  const router = Router();
  const { evaluations, now, wakeDispatcher } = services;

  router.get('/activity/release', (_req, res) => showDate(res));

  router.post('/activity/release', async (req, res) => {
    const typed = parseDateFields(req.body);
    const outcome = readDate(typed, now());
    if (outcome.kind !== 'moment') return showDate(res.status(422), { typed, outcome });
    await setRelease(activityOf(res).id, outcome.moment, services);
    wakeDispatcher();
    backToClass(res, outcomeQuery('dated'));
  });

  router.post('/activity/release/remove', async (_req, res) => {
    await setRelease(activityOf(res).id, undefined, services);
    wakeDispatcher();
    backToClass(res, outcomeQuery('undated'));
  });

  router.get('/activity/purpose', (_req, res) => askPurpose(res));

  router.post('/activity/purpose', async (req, res) => {
    const activity = activityOf(res);
    const { purpose, marks } = purposeOf(req);
    const isOther = purpose !== activity.grid.purpose;
    // Someone published, or withdrew, since the teacher was told how many marks it is about.
    const known = await evaluations.list(activity.id);
    if (isOther && marksConcerned(activity, known) !== marks) return askPurpose(res.status(409), 'moved');

    const outcome = await switchPurpose(activity, purpose, actorOf(sessionOf(res)), services);
    if (outcome.kind !== 'switched') return askPurpose(res.status(409), outcome.kind);
    wakeDispatcher();
    backToClass(res, outcomeQuery(purpose, outcome.decided));
  });

  async function showDate(res: Response, refused?: Parameters<typeof datePage>[0]['refused']): Promise<void> {
    const activity = activityOf(res);
    const known = await evaluations.list(activity.id);
    const view = { session: sessionOf(res), activity, evaluations: known, now: now() };
    res.render('release/date', datePage({ ...view, ...(refused && { refused }) }, wordsOf(res)));
  }

  async function askPurpose(res: Response, trouble?: 'moved' | 'applying' | 'closed'): Promise<void> {
    const activity = activityOf(res);
    const known = await evaluations.list(activity.id);
    const view = { session: sessionOf(res), activity, evaluations: known, ...(trouble && { trouble }) };
    res.render('release/purpose', purposePage(view, wordsOf(res)));
  }
  return router;
}

function purposeOf(req: Request) {
  const parsed = purposeFields.safeParse(req.body ?? {});
  if (!parsed.success) throw new BadRequest(`purpose: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const backToClass = (res: Response, query: string): void =>
  res.redirect(303, `${sessionPath(sessionOf(res))}/class?${query}`);
