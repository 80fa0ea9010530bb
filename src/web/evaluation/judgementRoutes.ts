import { Router, type Request, type Response } from 'express';
import type { Evaluation } from '../../evaluation/evaluation.js';
import type { JudgementOutcome } from '../../evaluation/saveJudgement.js';
import { competencies } from '../../framework/frameworkIndex.js';
import { formatHundredths } from '../formatting.js';
import { wordsOf, type Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { differencesView } from './differencesView.js';
import { typedAdjustment } from './adjustmentForm.js';
import { draftBase } from './draftBase.js';
import { doneNotice, publishedNotice } from './doneNotice.js';
import { parseEvaluationForm, type EvaluationForm } from './evaluationForm.js';
import { evaluationPage, type Notice, type ShownForm } from './evaluationPage.js';
import type { LearnerPorts } from './evaluationServices.js';
import { isOfAdjustment, problemTexts } from './fieldProblem.js';
import { openDesk, type LearnerDesk } from './learnerDesk.js';
import { markView } from './markView.js';
import { actorName } from './people.js';
import { stateView } from './stateView.js';
import { takeJudgement, withStoredAdjustment } from './takeJudgement.js';

type Conflict = Extract<JudgementOutcome, { kind: 'conflict' }>;

/** A learner's grid: shown, autosaved, saved, published. */
export function judgementRoutes(services: LearnerPorts): Router {
  const router = Router();
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));
  const deskOf = (req: Request, res: Response) => openDesk(String(req.params['sub']), res, services);

  router.get('/learners/:sub', async (req, res) => {
    const opened = await deskOf(req, res);
    const { published, done } = req.query;
    const notice =
      typeof published === 'string'
        ? await noticeOf(published, opened, wordsOf(res))
        : doneNotice(opened, done, wordsOf(res));
    showGrid(res, opened, formOf(opened.evaluation, wordsOf(res)), notice);
  });

  router.post('/learners/:sub', async (req, res) => {
    const opened = await deskOf(req, res);
    const form = parseEvaluationForm(req.body, opened.activity.grid);
    if (form.problems.length > 0) return showGrid(res.status(422), opened, asTyped(form));

    const outcome = await takeJudgement(opened, form, services);
    if (outcome.kind === 'saved') return res.redirect(303, afterwards(opened, form));
    if (outcome.kind === 'conflict') return showConflict(res, opened, form, outcome);
    const notice = problem(wordsOf(res).t('evaluation:nothingJudged'));
    const { evaluation } = outcome;
    showGrid(res.status(422), { ...opened, evaluation }, formOf(evaluation, wordsOf(res)), notice);
  });

  router.post('/learners/:sub/draft', async (req, res) => {
    const opened = await deskOf(req, res);
    const words = wordsOf(res);
    const { grid } = opened.activity;
    const typed = { ...parseEvaluationForm(req.body, grid), action: 'save' as const };
    const problems = Object.fromEntries(problemTexts(typed.problems, grid, words));
    if (!typed.problems.every(isOfAdjustment)) {
      const message = words.t('evaluation:unsaved.tooLong');
      return res.status(422).json({ error: 'TOO_LONG', message, problems });
    }

    const isWhole = typed.problems.length === 0;
    const form = isWhole ? typed : withStoredAdjustment(typed, opened.evaluation);
    const outcome = await takeJudgement(opened, form, services);
    if (outcome.kind === 'conflict') return answerConflict(res, opened, outcome);
    const kept = await keptAnswer(res, { ...opened, evaluation: outcome.evaluation });
    if (isWhole) return res.json(kept);
    const message = words.t('evaluation:unsaved.adjustment');
    res.status(422).json({ error: 'ADJUSTMENT', message, problems, ...kept });
  });

  /** What the page's script puts in its place once a draft is stored. */
  async function keptAnswer(res: Response, opened: LearnerDesk) {
    const words = wordsOf(res);
    const { activity, evaluation } = opened;
    const state = stateView(opened, services.now(), words);
    const mark = markView(activity.grid, evaluation.content, words);
    const [statePiece, publication, markPiece, why] = await Promise.all([
      piece(res, 'evaluation/state', { state }),
      piece(res, 'evaluation/publication', { state }),
      piece(res, 'evaluation/mark', { mark }),
      piece(res, 'evaluation/why', { mark }),
    ]);
    const pieces = { state: statePiece, publication, mark: markPiece, why };
    return { revision: evaluation.revision, base: draftBase(evaluation), pieces };
  }

  async function noticeOf(sub: string, opened: LearnerDesk, words: Words): Promise<Notice | undefined> {
    const { activity, learner, list, evaluation } = opened;
    const published = sub === learner.sub ? evaluation : await services.evaluations.find(activity.id, sub);
    return publishedNotice(published, { list, grid: activity.grid, own: learner.sub }, words);
  }

  function showGrid(res: Response, opened: LearnerDesk, form: ShownForm, notice?: Notice): void {
    const view = { desk: opened, form, titles, now: services.now(), ...(notice && { notice }) };
    res.render('evaluation/edit', evaluationPage(view, wordsOf(res)));
  }

  /** When only a decision has to be taken again, the grid itself shows what it would be about. */
  function showConflict(res: Response, opened: LearnerDesk, form: EvaluationForm, conflict: Conflict): void {
    const words = wordsOf(res);
    const { current, differences } = conflict;
    const desk = { ...opened, evaluation: current };
    const shown = { ...asTyped(form), revision: current.revision };
    if (differences.every(({ changedBy }) => changedBy === 'me')) {
      const who = actorName(current.updatedBy, words);
      showGrid(res.status(409), desk, shown, problem(words.t('evaluation:conflict.again', { who })));
      return;
    }
    const { title, activityTitle, path } = evaluationPage(
      { desk, form: shown, titles, now: services.now() },
      words,
    );
    res.status(409).render('evaluation/conflict', {
      title,
      activityTitle,
      path,
      form: shown,
      fields: hiddenFields(form),
      conflict: conflictView(res, desk, conflict),
    });
  }

  async function answerConflict(res: Response, opened: LearnerDesk, conflict: Conflict): Promise<void> {
    const { t } = wordsOf(res);
    const html = await piece(res, 'evaluation/differences', {
      conflict: conflictView(res, opened, conflict),
    });
    const { revision } = conflict.current;
    res.status(409).json({
      error: 'CONFLICT',
      message: t('evaluation:unsaved.conflict'),
      revision,
      pieces: { conflict: html },
    });
  }

  const conflictView = (
    res: Response,
    { activity, actor }: LearnerDesk,
    { current, differences }: Conflict,
  ) =>
    differencesView(
      differences,
      { grid: activity.grid, current, mySub: actor.sub, now: services.now() },
      wordsOf(res),
    );

  return router;
}

/** Where a teacher goes on: the same learner, the next one, the class, or the question that withdrawing asks. */
function afterwards({ session, learner, place }: LearnerDesk, { action }: EvaluationForm): string {
  const base = sessionPath(session);
  const own = `${base}/learners/${encodeURIComponent(learner.sub)}`;
  const published = `published=${encodeURIComponent(learner.sub)}`;
  if (action === 'withdraw') return `${own}/withdraw`;
  if (action === 'publish') return `${own}?${published}`;
  if (action !== 'publishNext') return `${own}?done=${action === 'save' ? 'saved' : 'resent'}`;
  const next = place?.next;
  return next
    ? `${base}/learners/${encodeURIComponent(next.sub)}?${published}`
    : `${base}/class?${published}`;
}

const formOf = (evaluation: Evaluation, { locale }: Words): ShownForm => ({
  draft: evaluation,
  adjusting: typedAdjustment(evaluation.content.adjustment, (hundredths) =>
    formatHundredths(hundredths, locale),
  ),
  revision: evaluation.revision,
  base: draftBase(evaluation),
  problems: [],
});

const asTyped = (form: EvaluationForm): ShownForm => ({ ...form, base: JSON.stringify(form.base) });

const problem = (text: string): Notice => ({ tone: 'problem', text, links: [] });

/** My draft as the fields of a form, for a page that asks only whose values to keep. */
function hiddenFields({ draft, adjusting }: EvaluationForm): readonly { name: string; value: string }[] {
  const { content, privateNote = '' } = draft;
  const entries = Object.entries(content.entries).flatMap(([id, entry]) => [
    { name: `level.${id}`, value: entry.notJudged ? 'notJudged' : (entry.levelId ?? '') },
    { name: `comment.${id}`, value: entry.comment ?? '' },
  ]);
  return [
    { name: 'presence', value: content.presence },
    ...entries,
    { name: 'generalComment', value: content.comment },
    { name: 'adjustedMark', value: adjusting.mark },
    { name: 'adjustmentReason', value: adjusting.reason },
    { name: 'privateNote', value: privateNote },
  ];
}

/** A part of a page, as HTML that scripts put in its place. */
function piece(res: Response, view: string, locals: object): Promise<string> {
  return new Promise((resolve, reject) => {
    res.render(view, locals, (error: Error | null, html?: string) => {
      if (error || html === undefined) reject(error ?? new Error(`${view} renders nothing`));
      else resolve(html);
    });
  });
}
