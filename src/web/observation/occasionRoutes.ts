import { Router, type Request, type Response } from 'express';
import { BadRequest, EvaluationClosed, NotFound } from '../../errors.js';
import type { Evaluation } from '../../evaluation/evaluation.js';
import type { Observation } from '../../evaluation/observation/observation.js';
import {
  removeObservation,
  restoreObservation,
  setLeftOut,
  type ObservationDraft,
  type ObserveOutcome,
  type Observing,
} from '../../evaluation/observation/observe.js';
import { saveObserved } from '../../evaluation/observation/saveObserved.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { openDesk, type LearnerDesk } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { typedDate } from '../release/dateForm.js';
import { sessionPath } from '../session/sessionGuard.js';
import { hiddenObservation, observationConflict } from './observationConflict.js';
import { draftAnswer } from './observationDraft.js';
import { countsField, parseObservationForm, type ObservationForm } from './observationForm.js';
import { observationPage, observationPath, type ObservationView } from './observationPage.js';
import { outcomeTrouble } from './outcomeTrouble.js';
import { readObservationPage } from './readObservationPage.js';
import { writeObservation } from './writeObservation.js';

/** What stands on the page beside what is stored, or instead of it. */
type Shown = Partial<Pick<ObservationView, 'draft' | 'problems' | 'trouble'>>;

/** One learner's observations: written, saved as they are typed, removed, put back, counted or not. */
export function occasionRoutes(services: EvaluationServices): Router {
  const router = Router();
  const { now, newId } = services;
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));
  const deskOf = (req: Request, res: Response) => openDesk(String(req.params['sub']), res, services);
  const observing = ({ activity, actor }: LearnerDesk): Observing => ({ activity, by: actor, now: now() });

  // An address of its own from the first stroke on: what is sent twice is stored once.
  router.get('/learners/:sub/observations/new', async (req, res) => {
    const desk = await deskOf(req, res);
    if (!desk.activity.counting || desk.evaluation.closing) return res.redirect(303, gridPath(desk));
    res.redirect(303, `${sessionPath(desk.session)}/${observationPath(desk, newId())}`);
  });

  router.get('/learners/:sub/observations/:id', async (req, res) => {
    const desk = await deskOf(req, res);
    const id = idOf(req);
    const stored = observationOf(desk.evaluation, id);
    if (!stored && (!desk.activity.counting || desk.evaluation.closing))
      return res.redirect(303, gridPath(desk));
    if (stored && (stored.removed || stored.source || desk.evaluation.closing))
      return showRead(res, desk, stored);
    showOne(res, desk, id);
  });

  router.post('/learners/:sub/observations/:id', async (req, res) => {
    const desk = await deskOf(req, res);
    const id = idOf(req);
    const form = parseObservationForm(req.body, id, { activity: desk.activity, now: now() });
    const own = `${sessionPath(desk.session)}/${observationPath(desk, id)}`;
    if (form.keep === 'theirs') return res.redirect(303, own);
    if (form.problems.length > 0) return showOne(res.status(422), desk, id, form);

    const outcome = await writeObservation(desk, form, services, wordsOf(res));
    if (outcome.kind === 'observed') return res.redirect(303, `${gridPath(desk)}?done=observed`);
    if (outcome.kind === 'changed') return showConflict(res, desk, form, outcome.theirs);
    showOne(res.status(409), desk, id, { draft: form.draft, trouble: outcomeTrouble(outcome, wordsOf(res)) });
  });

  router.post('/learners/:sub/observations/:id/draft', async (req, res) => {
    const desk = await deskOf(req, res);
    const form = parseObservationForm(req.body, idOf(req), { activity: desk.activity, now: now() });
    const { status, body } = await draftAnswer(form, desk, res, services);
    res.status(status).json(body);
  });

  router.post('/learners/:sub/observations/:id/remove', (req, res) =>
    decide(req, res, 'observationRemoved', (evaluation, desk) =>
      removeObservation(evaluation, idOf(req), observing(desk)),
    ),
  );

  router.post('/learners/:sub/observations/:id/restore', (req, res) =>
    decide(req, res, 'observationRestored', (evaluation, desk) =>
      restoreObservation(evaluation, idOf(req), observing(desk)),
    ),
  );

  router.post('/learners/:sub/observations/:id/count', (req, res) => {
    const counts = countsField.safeParse((req.body ?? {}).counts);
    if (!counts.success) throw new BadRequest('neither counted nor left out');
    const asked = { id: idOf(req), leftOut: !counts.data };
    return decide(req, res, 'observed', (evaluation, desk) => setLeftOut(evaluation, asked, observing(desk)));
  });

  /** What changes nobody's words follows whatever colleagues wrote meanwhile. */
  async function decide(
    req: Request,
    res: Response,
    done: string,
    change: (evaluation: Evaluation, desk: LearnerDesk) => ObserveOutcome,
  ): Promise<void> {
    const desk = await deskOf(req, res);
    const outcome = await saveObserved(desk.evaluation, (evaluation) => change(evaluation, desk), {
      ...services,
      activity: desk.activity,
    });
    if (outcome.kind === 'closed') throw new EvaluationClosed('an observation was about to be changed');
    // One that was never stored is removed already.
    if (outcome.kind === 'unknown' && done !== 'observationRemoved')
      throw new NotFound('no such observation of this learner');
    const text = outcome.kind === 'observed' ? `?done=${done}` : '';
    res.redirect(303, `${gridPath(desk)}${text}#observations`);
  }

  function showOne(res: Response, desk: LearnerDesk, id: string, shown: Shown = {}): void {
    const stored = observationOf(desk.evaluation, id);
    const draft = shown.draft ?? draftOf(stored, id, desk);
    const { problems = [], trouble } = shown;
    const view = { desk, draft, stored, problems, titles, now: now(), ...(trouble && { trouble }) };
    res.render('observation/edit', observationPage(view, wordsOf(res)));
  }

  function showRead(res: Response, desk: LearnerDesk, stored: Observation): void {
    const view = { desk, stored, titles, now: now() };
    res.render('observation/show', readObservationPage(view, wordsOf(res)));
  }

  function showConflict(
    res: Response,
    desk: LearnerDesk,
    { draft }: ObservationForm,
    theirs: Observation,
  ): void {
    const words = wordsOf(res);
    res.status(409).render('observation/conflict', {
      title: desk.learner.name,
      path: observationPath(desk, draft.id),
      fields: hiddenObservation(draft),
      conflict: observationConflict(draft, theirs, { desk, now: now() }, words),
    });
  }

  function draftOf(stored: Observation | undefined, id: string, { activity }: LearnerDesk): ObservationDraft {
    if (stored) return stored;
    const observedOn = typedDate(now()).day;
    const { gridVersionId } = activity;
    return { id, version: 0, situation: 'class', observedOn, gridVersionId, entries: {}, comment: '' };
  }
  return router;
}

const gridPath = ({ session, learner }: LearnerDesk): string =>
  `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}`;

const observationOf = ({ observations = [] }: Evaluation, id: string): Observation | undefined =>
  observations.find((one) => one.id === id);

/** @throws {BadRequest} for what no page of ours links to. */
function idOf(req: Request): string {
  const id = String(req.params['id']);
  if (!/^[\w-]{1,64}$/.test(id)) throw new BadRequest('no id of an observation');
  return id;
}
