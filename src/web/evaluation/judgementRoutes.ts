import { Router, type Request, type Response } from 'express';
import { subjectId, subjectKey, subjectsOf } from '../../evaluation/phraseSubject.js';
import type { JudgementOutcome } from '../../evaluation/saveJudgement.js';
import { competencies } from '../../framework/frameworkIndex.js';
import { groupQuery } from '../groups/listedGroups.js';
import { wordsOf, type Words } from '../language.js';
import { closedDraft, closedNotice, sheetPath } from '../release/closedNotice.js';
import { observedPieces } from '../observation/observedPieces.js';
import { differencesView } from './differencesView.js';
import { tutorAnswers } from '../tutorLinks/tutorAnswers.js';
import { withTaken } from '../tutorLinks/withTaken.js';
import { afterwards } from './afterwards.js';
import { draftBase } from './draftBase.js';
import { doneNotice, publishedNotice } from './doneNotice.js';
import type { EvaluationForm } from './evaluationForm.js';
import { evaluationPage, type EvaluationView, type Notice } from './evaluationPage.js';
import type { EvaluationServices } from './evaluationServices.js';
import { isOfAdjustment, problemTexts } from './fieldProblem.js';
import { openDesk, openDeskToGoOn, type LearnerDesk } from './learnerDesk.js';
import { learnerVoice } from './learnerVoice.js';
import { markView } from './markView.js';
import { actorName } from './people.js';
import { piece } from './piece.js';
import { readEvaluationForm, type ReadEvaluationForm } from './readEvaluationForm.js';
import { phrasesView } from './phrasesView.js';
import { asTyped, formOf, hiddenFields, type ShownForm } from './shownForm.js';
import { stateView } from './stateView.js';
import { bankOwner, withPhrase } from './teacherPhrases.js';
import { takeJudgement, withStoredAdjustment } from './takeJudgement.js';

/** What stands on the page beside the grid, when something does. */
type Beside = Pick<EvaluationView, 'notice' | 'phrases' | 'begin'>;
type Conflict = Extract<JudgementOutcome, { kind: 'conflict' }>;

/** A learner's grid: shown, autosaved, saved, published. */
export function judgementRoutes(services: EvaluationServices): Router {
  const router = Router();
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));
  const deskOf = (req: Request, res: Response) => openDeskToGoOn(String(req.params['sub']), res, services);

  router.get('/learners/:sub', async (req, res) => {
    const opened = await deskOf(req, res);
    if (opened.evaluation.closing)
      return res.redirect(303, `${sheetPath(opened)}${groupQuery(opened.group)}`);
    const { ready, published = ready, done, phrases, begin } = req.query;
    const notice =
      typeof published === 'string'
        ? await noticeOf(published, opened, wordsOf(res))
        : doneNotice(opened, done, wordsOf(res));
    const shown = typeof phrases === 'string' ? await phrasesOn(phrases, opened, wordsOf(res)) : {};
    const form = formOf(opened.evaluation, wordsOf(res));
    await showGrid(res, opened, form, { ...(notice && { notice }), ...shown, begin: begin === '1' });
  });

  router.post('/learners/:sub', async (req, res) => {
    const opened = await deskOf(req, res);
    const typed = readEvaluationForm(req.body, opened.activity);
    const phrased = await withPhrase(typed, opened, services.commentBank);
    if (phrased.problems.length > 0) return showGrid(res.status(422), opened, asTyped(phrased));
    const form = phrased.stale ? phrased : await withTaken(phrased, opened, services, wordsOf(res));

    const outcome = await takeJudgement(opened, form, services);
    if (outcome.kind === 'conflict') return showConflict(res, opened, form, outcome);
    if (outcome.kind === 'closed') return showClosed(res, { ...opened, evaluation: outcome.current }, form);
    if (form.stale) return showNewGrid(res, { ...opened, evaluation: outcome.evaluation });
    if (outcome.kind === 'saved') return res.redirect(303, afterwards(opened, form));
    const notice = problem(wordsOf(res).t(undecidedReason(form)));
    const { evaluation } = outcome;
    await showGrid(res.status(422), { ...opened, evaluation }, formOf(evaluation, wordsOf(res)), { notice });
  });

  router.post('/learners/:sub/draft', async (req, res) => {
    const opened = await openDesk(String(req.params['sub']), res, services);
    const words = wordsOf(res);
    const { grid } = opened.activity;
    const typed = { ...readEvaluationForm(req.body, opened.activity), action: 'save' as const };
    const problems = Object.fromEntries(problemTexts(typed.problems, grid, words));
    if (!typed.problems.every(isOfAdjustment)) {
      const message = words.t('evaluation:unsaved.tooLong');
      return res.status(422).json({ error: 'TOO_LONG', message, problems });
    }

    const isWhole = typed.problems.length === 0;
    const form = isWhole ? typed : withStoredAdjustment(typed, opened.evaluation);
    const outcome = await takeJudgement(opened, form, services);
    if (outcome.kind === 'conflict') return answerConflict(res, opened, outcome);
    if (outcome.kind === 'closed') {
      const message = closedDraft({ ...opened, evaluation: outcome.current }, services.now(), words);
      return res.status(409).json({ error: 'CLOSED', message });
    }
    if (typed.stale) {
      const message = words.t('evaluation:unsaved.newGrid');
      return res.status(409).json({ error: 'NEW_GRID', message });
    }
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
    const observed = await observedPieces(res, opened, services.now());
    const pieces = { state: statePiece, publication, mark: markPiece, why, ...observed };
    return { revision: evaluation.revision, base: draftBase(evaluation), pieces };
  }

  async function noticeOf(sub: string, opened: LearnerDesk, words: Words): Promise<Notice | undefined> {
    const { activity, learner, list, group, evaluation } = opened;
    const published = sub === learner.sub ? evaluation : await services.evaluations.find(activity.id, sub);
    return publishedNotice(published, { list, activity, group, own: learner.sub }, words);
  }

  /** The teacher's own sentences, on the page itself: for those who have no script. */
  async function phrasesOn(id: string, opened: LearnerDesk, words: Words): Promise<Beside> {
    const { grid } = opened.activity;
    const { content } = opened.evaluation;
    const subject = subjectsOf(grid).find((one) => subjectId(one) === id);
    if (!subject) return {};
    const phrases = await services.commentBank.list(bankOwner(opened), subjectKey(grid, subject));
    return { phrases: { subjectId: id, view: phrasesView(phrases, { grid, subject, content }, words) } };
  }

  async function showGrid(
    res: Response,
    opened: LearnerDesk,
    form: ShownForm,
    beside: Beside = {},
  ): Promise<void> {
    const [voice, tutors] = await Promise.all([
      learnerVoice(opened, services),
      tutorAnswers(opened, services),
    ]);
    const { newId } = services;
    const view = { desk: opened, form, titles, now: services.now(), newId, voice, tutors, ...beside };
    res.render('evaluation/edit', evaluationPage(view, wordsOf(res)));
  }

  /** What was typed on the former version is stored; the decision is asked for again, on the one that counts. */
  async function showNewGrid(res: Response, opened: LearnerDesk): Promise<void> {
    const words = wordsOf(res);
    const notice = problem(words.t('evaluation:newGrid'));
    await showGrid(res.status(409), opened, formOf(opened.evaluation, words), { notice });
  }

  /** What was typed stays in the form, to be copied, or saved once the evaluation is open again. */
  async function showClosed(res: Response, opened: LearnerDesk, form: ReadEvaluationForm): Promise<void> {
    const notice = closedNotice(opened, services.now(), wordsOf(res));
    await showGrid(res.status(409), opened, asTyped(form), { notice });
  }

  /** When only a decision has to be taken again, the grid itself shows what it would be about. */
  async function showConflict(
    res: Response,
    opened: LearnerDesk,
    form: ReadEvaluationForm,
    conflict: Conflict,
  ): Promise<void> {
    const words = wordsOf(res);
    const { current, differences } = conflict;
    const desk = { ...opened, evaluation: current };
    const shown = { ...asTyped(form), revision: current.revision };
    if (differences.every(({ changedBy }) => changedBy === 'me')) {
      const who = actorName(current.updatedBy, words);
      const notice = problem(words.t('evaluation:conflict.again', { who }));
      return showGrid(res.status(409), desk, shown, { notice });
    }
    const { title, activityTitle, path } = evaluationPage(
      { desk, form: shown, titles, now: services.now(), newId: services.newId },
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

/** Why the draft alone was kept. */
function undecidedReason({ action, taken }: EvaluationForm): string {
  if (taken) return 'tutorLinks:beside.full';
  return action === 'ready' ? 'release:ready.nothingJudged' : 'evaluation:nothingJudged';
}

const problem = (text: string): Notice => ({ tone: 'problem', text, links: [] });
