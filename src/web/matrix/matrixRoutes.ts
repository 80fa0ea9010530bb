import { Router, type Request, type Response } from 'express';
import { NotFound } from '../../errors.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { Activity } from '../../evaluation/activity.js';
import type { GridCriterion } from '../../grid/grid.js';
import { activityOf, boundActivity } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { listedClass } from '../class/listedClass.js';
import { chosenGroup, readGroups } from '../groups/listedGroups.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { parseCriterionForm, type CriterionForm } from './criterionForm.js';
import { criterionPage } from './criterionPage.js';
import { matrixPage, type MatrixView } from './matrixPage.js';
import { rowsAnswer, strokesAnswer } from './strokesAnswer.js';
import { parseStrokesForm, type StrokesForm } from './strokesForm.js';
import { takeStrokes, type TakenStrokes } from './takeStrokes.js';
import { untakenView, type UntakenContext } from './untakenView.js';

/** « Tableau »: the class × the criteria, on one page or a criterion at a time. */
export function matrixRoutes(services: EvaluationServices): Router {
  const router = Router();
  const { rosterReader } = services;
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));
  router.use('/class/table', only('teacher'), boundActivity(services));

  router.get('/class/table', async (req, res) => {
    res.render('matrix/table', matrixPage(await viewOf(req, res, activityOf(res)), wordsOf(res)));
  });

  router.get('/class/table/rows', async (req, res) => {
    res.json(rowsAnswer(await viewOf(req, res, activityOf(res)), wordsOf(res)));
  });

  router.post('/class/table/strokes', async (req, res) => {
    const form = parseStrokesForm(req.body, activityOf(res));
    const taken = await take(form, res);
    res.json(strokesAnswer(taken, contextOf(form, res), wordsOf(res)));
  });

  router.get('/class/table/criteria/:criterion', async (req, res) => {
    const criterion = criterionOf(req, activityOf(res));
    const view = { ...(await viewOf(req, res, activityOf(res))), criterion };
    res.render('matrix/criterion', criterionPage(view, wordsOf(res)));
  });

  router.post('/class/table/criteria/:criterion', async (req, res) => {
    const form = parseCriterionForm(req.body, String(req.params['criterion']), activityOf(res));
    const taken = await take(form, res);
    const { conflicts, refused } = untakenView(taken, contextOf(form, res), wordsOf(res));
    const { activity } = taken;
    if (conflicts.length === 0 && refused.length === 0)
      return res.redirect(303, afterwards(req, res, { form, activity }));
    const view = { ...(await viewOf(req, res, activity)), conflicts, refused };
    const criterion = activity.grid.criteria.find(({ id }) => id === req.params['criterion']);
    res.status(409);
    if (criterion) res.render('matrix/criterion', criterionPage({ ...view, criterion }, wordsOf(res)));
    else res.render('matrix/table', matrixPage(view, wordsOf(res)));
  });

  const take = (form: StrokesForm, res: Response): Promise<TakenStrokes> =>
    takeStrokes(form, activityOf(res), { session: sessionOf(res), words: wordsOf(res) }, services);

  async function viewOf(req: Request, res: Response, activity: Activity): Promise<MatrixView> {
    const session = sessionOf(res);
    const words = wordsOf(res);
    const [{ roster }, evaluations] = await Promise.all([
      rosterReader.read(session),
      services.evaluations.list(activity.id),
    ]);
    const [learners, groups] = await Promise.all([
      listedClass({ session, activity, roster, evaluations }, services, words),
      readGroups({ session, roster }, services, words),
    ]);
    const { query } = req;
    const group = chosenGroup(query, groups);
    const listed = { learners, groups, group, evaluations };
    return { session, activity, ...listed, query, titles, now: services.now() };
  }

  const contextOf = ({ gridVersionId }: StrokesForm, res: Response): UntakenContext => ({
    mySub: sessionOf(res).user.sub,
    now: services.now(),
    gridVersionId,
  });

  return router;
}

/** @throws {NotFound} for a criterion that the grid does not have. */
function criterionOf(req: Request, { grid }: Activity): GridCriterion {
  const criterion = grid.criteria.find(({ id }) => id === req.params['criterion']);
  if (!criterion) throw new NotFound('no such criterion');
  return criterion;
}

/** The next criterion, where the button said so and there is one; the table after the last. */
function afterwards(
  req: Request,
  res: Response,
  { form, activity }: { form: CriterionForm; activity: Activity },
): string {
  const { criteria } = activity.grid;
  const index = criteria.findIndex(({ id }) => id === req.params['criterion']);
  const next = form.action === 'next' ? criteria[index + 1] : criteria[index];
  const { group } = req.query;
  const query = new URLSearchParams({
    ...(typeof group === 'string' && { group }),
    ...(next && { done: 'saved' }),
  }).toString();
  const path = next ? `table/criteria/${encodeURIComponent(next.id)}` : 'table';
  return `${sessionPath(sessionOf(res))}/class/${path}${query && `?${query}`}`;
}
