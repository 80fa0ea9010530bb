import { Router, type Response } from 'express';
import {
  changeSelf,
  placeSelf,
  seen,
  takenBack,
  withKept,
} from '../../evaluation/selfAssessment/placeSelf.js';
import type { SelfAssessment } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { SelfStanding } from '../../evaluation/selfAssessment/selfStanding.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { Framework } from '../../framework/framework.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { openSelf, type SelfDesk, type SelfPorts } from './selfDesk.js';
import { readSelfForm, type SelfForm } from './selfForm.js';
import { problemText, progressText, savedText, selfPage } from './selfPage.js';

export interface SelfServices extends SelfPorts {
  readonly framework: Framework;
}

type Kept =
  | { readonly kind: 'refused'; readonly standing: Exclude<SelfStanding, 'toPlace'> }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'conflict'; readonly current: SelfAssessment }
  /** All three are stored; what is `nothingPlaced` or on a `newGrid` is not submitted. */
  | { readonly kind: 'nothingPlaced' | 'newGrid' | 'saved'; readonly selfAssessment: SelfAssessment };

/** Where learners place themselves: always themselves, whatever an address says. */
export function selfRoutes(services: SelfServices): Router {
  const router = Router();
  const { selfAssessments, now } = services;
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));
  router.use('/mine/self', only('learner'));

  router.get('/mine/self', async (req, res) => {
    const desk = await openSelf(res, services);
    if (desk.standing === 'none' && desk.selfAssessment.revision === 0) return backToMine(res);
    const { t } = wordsOf(res);
    const isSaved = req.query['done'] === 'saved' && desk.standing === 'toPlace';
    show(res, desk, { ...(isSaved && { notice: { tone: 'done', text: t('selfAssessment:done') } }) });
  });

  router.post('/mine/self', async (req, res) => {
    const desk = await openSelf(res, services);
    const form = readSelfForm(req.body, desk.activity);
    const kept = await keep(desk, form);
    if (kept.kind !== 'saved') return explain(res, desk, form, kept);
    if (form.submits) return backToMine(res);
    res.redirect(303, `${sessionPath(desk.session)}/mine/self?done=saved`);
  });

  router.post('/mine/self/draft', async (req, res) => {
    const desk = await openSelf(res, services);
    const form = { ...readSelfForm(req.body, desk.activity), submits: false };
    const kept = await keep(desk, form);
    const words = wordsOf(res);
    const { t } = words;
    if (kept.kind === 'saved') {
      const { revision, content } = kept.selfAssessment;
      const progress = progressText(content, desk.activity.grid, words);
      return res.json({ revision, progress, saved: savedText(kept.selfAssessment, now(), words) });
    }
    if (kept.kind === 'tooLong') {
      const problems = Object.fromEntries(form.problems.map((one) => [one.name, problemText(one, words)]));
      return res.status(422).json({ error: 'TOO_LONG', message: t('selfAssessment:problem'), problems });
    }
    const reason = kept.kind === 'refused' ? `refused.${kept.standing}` : kept.kind;
    res.status(409).json({ error: 'REFUSED', message: t(`selfAssessment:${reason}`) });
  });

  router.post('/mine/self/skip', async (_req, res) => {
    const { activity, selfAssessment, resultWaits } = await openSelf(res, services);
    const maySkip = resultWaits && activity.selfAssessment?.required === false;
    if (maySkip) await changeSelf(selfAssessment, (current) => seen(current, now()), selfAssessments);
    backToMine(res);
  });

  router.post('/mine/self/takeBack', async (_req, res) => {
    const { session, selfAssessment, standing } = await openSelf(res, services);
    if (standing !== 'submitted') return backToMine(res);
    const back = (current: SelfAssessment) => (current.resultSeenAt ? current : takenBack(current));
    await changeSelf(selfAssessment, back, selfAssessments);
    res.redirect(303, `${sessionPath(session)}/mine/self`);
  });

  async function keep(desk: SelfDesk, form: SelfForm): Promise<Kept> {
    const { activity, selfAssessment, standing, resultWaits } = desk;
    if (standing !== 'toPlace') return { kind: 'refused', standing };
    if (form.problems.length > 0) return { kind: 'tooLong' };
    const placement = { ...form, content: withKept(form.content, selfAssessment, activity) };
    const outcome = await placeSelf(selfAssessment, placement, { at: now(), resultWaits }, selfAssessments);
    if (outcome.kind === 'nothingPlaced') {
      // Words without a level are no self-assessment, and are kept all the same.
      const kept = await keep(desk, { ...form, submits: false });
      return kept.kind === 'saved' ? { ...kept, kind: 'nothingPlaced' } : kept;
    }
    if (outcome.kind === 'saved') return form.stale ? { ...outcome, kind: 'newGrid' } : outcome;
    return tooLate(outcome.current) ?? outcome;
  }

  /** What was chosen and typed stays on the page, whatever became of it. */
  function explain(
    res: Response,
    desk: SelfDesk,
    form: SelfForm,
    kept: Exclude<Kept, { kind: 'saved' }>,
  ): void {
    const { t } = wordsOf(res);
    const problem = (key: string) => ({ tone: 'problem' as const, text: t(`selfAssessment:${key}`) });
    switch (kept.kind) {
      case 'refused': {
        const refused = { ...desk, standing: kept.standing };
        return show(res.status(409), refused, { typed: form, notice: problem(`refused.${kept.standing}`) });
      }
      case 'conflict': {
        const latest = { ...desk, selfAssessment: kept.current };
        return show(res.status(409), latest, { typed: form, notice: problem('conflict') });
      }
      case 'tooLong':
        return show(res.status(422), desk, { typed: form, notice: problem('problem') });
      case 'newGrid':
      case 'nothingPlaced': {
        const { kind, selfAssessment } = kept;
        const status = kind === 'newGrid' ? 409 : 422;
        return show(res.status(status), { ...desk, selfAssessment }, { notice: problem(kind) });
      }
    }
  }

  function show(
    res: Response,
    desk: SelfDesk,
    beside: Pick<Parameters<typeof selfPage>[0], 'typed' | 'notice'>,
  ): void {
    res.render('selfAssessment/edit', selfPage({ desk, titles, now: now(), ...beside }, wordsOf(res)));
  }
  return router;
}

/** Another window of the learner's sent it, or saw the result, at this very moment: that is no conflict any more. */
function tooLate({ submittedAt, resultSeenAt }: SelfAssessment): Kept | undefined {
  if (submittedAt) return { kind: 'refused', standing: resultSeenAt ? 'frozen' : 'submitted' };
  return resultSeenAt ? { kind: 'refused', standing: 'missed' } : undefined;
}

const backToMine = (res: Response): void => res.redirect(303, `${sessionPath(sessionOf(res))}/mine`);
