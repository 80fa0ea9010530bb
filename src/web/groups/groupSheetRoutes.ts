import { Router, type Request, type Response } from 'express';
import { onCurrentVersion } from '../../evaluation/appliedEvaluation.js';
import { decideEach, type Decided } from '../../evaluation/decideEach.js';
import { giveOwnBack } from '../../evaluation/group/giveOwnBack.js';
import { markReady } from '../../evaluation/ready.js';
import { competencies } from '../../framework/frameworkIndex.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { problemTexts } from '../evaluation/fieldProblem.js';
import { piece } from '../evaluation/piece.js';
import { readEvaluationForm, type ReadEvaluationForm } from '../evaluation/readEvaluationForm.js';
import { wordsOf } from '../language.js';
import { decideSeveral } from '../release/decideSeveral.js';
import type { Refusal } from '../release/eachDecision.js';
import { outcomeQuery } from '../release/outcomeNotice.js';
import { sessionPath } from '../session/sessionGuard.js';
import { givenUpBy, readGivenUp, sameOf, type GivenUp } from './givenUp.js';
import { giveJudgement } from './giveJudgement.js';
import { openGroupDesk, type GroupDesk } from './groupDesk.js';
import { groupPieces, groupSheetPage, sheetOf, type SheetNotice, type ShownSheet } from './groupSheetPage.js';
import { groupQuery } from './listedGroups.js';

/** One grid for a whole group: shown, autosaved, given to its members, made ready or published. */
export function groupSheetRoutes(services: EvaluationServices): Router {
  const router = Router();
  const titles = new Map(competencies(services.framework).map(({ code, title }) => [code, title]));
  const deskOf = (req: Request, res: Response) => openGroupDesk(String(req.params['group']), res, services);
  const { evaluations, now } = services;

  router.get('/groups/:group/evaluation', async (req, res) => {
    const desk = await deskOf(req, res);
    const done = DONE.find((one) => one === req.query['done']);
    const undo = done === 'same' && readGivenUp(req.query['undo']) ? String(req.query['undo']) : '';
    const { t } = wordsOf(res);
    show(res, desk, sheetOf(desk), done && { tone: 'done', text: t(`groups:sheet.${done}`), undo });
  });

  router.post('/groups/:group/evaluation', async (req, res) => {
    const desk = await deskOf(req, res);
    const form = readEvaluationForm(req.body, desk.activity);
    if (form.problems.length > 0) return show(res.status(422), desk, asTyped(form));
    const same = sameOf(req.body);
    const back = readGivenUp(req.body['undo']);
    await giveJudgement(desk, { content: form.draft.content, base: form.base, same }, services);
    if (form.stale) {
      const again = await deskOf(req, res);
      const text = wordsOf(res).t('evaluation:newGrid');
      return show(res.status(409), again, sheetOf(again), { tone: 'problem', text, undo: '' });
    }
    const { action } = form;
    if (action !== 'ready' && action !== 'publish') {
      const given = givenUpBy(same);
      if (back) await giveBack(desk, back);
      const done = back ? 'undone' : given ? 'same' : 'saved';
      const said = new URLSearchParams({ done, ...(given && !back && { undo: given }) });
      return res.redirect(303, `${sheetPath(desk)}?${said.toString()}`);
    }
    const decided = await (action === 'ready' ? makeReady(desk) : publish(desk));
    const said = outcomeQuery(action === 'ready' ? 'ready' : 'published', decided);
    const group = groupQuery(desk.group).replace('?', '&');
    res.redirect(303, `${sessionPath(desk.session)}/class?${said}${group}`);
  });

  router.post('/groups/:group/evaluation/draft', async (req, res) => {
    const desk = await deskOf(req, res);
    const { t } = wordsOf(res);
    const form = readEvaluationForm(req.body, desk.activity);
    if (form.problems.length > 0) {
      const problems = Object.fromEntries(problemTexts(form.problems, desk.activity.grid, wordsOf(res)));
      return res.status(422).json({ error: 'TOO_LONG', message: t('evaluation:unsaved.tooLong'), problems });
    }
    await giveJudgement(desk, { content: form.draft.content, base: form.base, same: new Set() }, services);
    if (form.stale) {
      return res.status(409).json({ error: 'NEW_GRID', message: t('evaluation:unsaved.newGrid') });
    }
    res.json(await keptAnswer(res, await deskOf(req, res)));
  });

  /** What the page's script puts in its place once the members have it. */
  async function keptAnswer(res: Response, desk: GroupDesk) {
    const words = wordsOf(res);
    const { t } = words;
    const shown = sheetOf(desk);
    const { members, own, ownComment, mark, state } = groupPieces({ desk, shown, now: now() }, words);
    const owns = [...own, ownComment].map((values) => piece(res, 'groups/own', { t, values }));
    const [membersPiece, markPiece, why, ...ownPieces] = await Promise.all([
      piece(res, 'groups/members', { t, members }),
      piece(res, 'evaluation/mark', { t, mark }),
      piece(res, 'evaluation/why', { t, mark }),
      ...owns,
    ]);
    const named = ownPieces.map((html, index) => [index < own.length ? `own-${index}` : 'own-comment', html]);
    return {
      revision: desk.judgement.revision,
      base: shown.base,
      pieces: { state, members: membersPiece, mark: markPiece, why, ...Object.fromEntries(named) },
    };
  }

  /** Absent members come out too; those of whom nothing is written have nothing to publish. */
  const publish = ({ members, session, activity }: GroupDesk) =>
    decideSeveral({ action: 'publish', wanted: wantedOf(members) }, { session, activity }, services);

  const makeReady = ({ members, activity, actor }: GroupDesk): Promise<readonly Decided<Refusal>[]> =>
    decideEach<Refusal>(
      wantedOf(members),
      (evaluation) => {
        if (evaluation.closing) return 'closed';
        const marked = markReady(onCurrentVersion(evaluation, activity), activity, actor, now());
        if (marked.kind !== 'ready') return marked.kind;
        return marked.evaluation.ready === evaluation.ready ? evaluation : marked.evaluation;
      },
      { activity, by: actor, evaluations },
    );

  /** « Annuler » after « for all »: who gave a value up has it again, unless it changed since. */
  const giveBack = ({ activity, actor, group, members }: GroupDesk, { field, subs }: GivenUp) =>
    decideEach<'closed'>(
      wantedOf(members).filter(({ learnerSub }) => subs.includes(learnerSub)),
      (evaluation) => {
        if (evaluation.closing) return 'closed';
        const current = onCurrentVersion(evaluation, activity);
        const by = { group: { id: group.id, name: group.name }, field, by: actor, at: now() };
        const given = giveOwnBack(current, by);
        return given === current ? evaluation : given;
      },
      { activity, by: actor, evaluations },
    );

  function show(res: Response, desk: GroupDesk, shown: ShownSheet, notice?: SheetNotice): void {
    const view = { desk, shown, titles, now: now(), ...(notice && { notice }) };
    res.render('groups/evaluate', groupSheetPage(view, wordsOf(res)));
  }
  return router;
}

const DONE = ['saved', 'same', 'undone'] as const;

const sheetPath = ({ session, group }: GroupDesk): string =>
  `${sessionPath(session)}/groups/${encodeURIComponent(group.id)}/evaluation`;

const wantedOf = (members: GroupDesk['members']) =>
  members.map(({ learner }) => ({ learnerSub: learner.sub }));

const asTyped = ({ draft, base, problems }: ReadEvaluationForm): ShownSheet => ({
  content: draft.content,
  base: JSON.stringify(base),
  problems,
});
