import { NOT_JUDGED } from '../../evaluation/changeContent.js';
import { sends } from '../../evaluation/publish.js';
import type { GridCriterion } from '../../grid/grid.js';
import type { Level, Scale } from '../../grid/scale.js';
import { criterionGroups } from '../criterionGroups.js';
import { gridEvidence } from '../evidence/gridEvidence.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import { decisionsView } from '../release/decisionsView.js';
import { adjustView } from './adjustView.js';
import { problemTexts } from './fieldProblem.js';
import type { LearnerDesk } from './learnerDesk.js';
import { markView } from './markView.js';
import { showPhrases } from './phraseRequest.js';
import type { PhrasesView } from './phrasesView.js';
import type { ShownForm } from './shownForm.js';
import { stateView } from './stateView.js';

/** A message above the grid. */
export interface Notice {
  readonly tone: 'done' | 'problem';
  readonly text: string;
  readonly links: readonly { href: string; text: string }[];
}

export interface EvaluationView {
  readonly desk: LearnerDesk;
  readonly form: ShownForm;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly notice?: Notice;
  /** The teacher's sentences for one criterion, where they were asked for without a script. */
  readonly phrases?: { readonly criterionId: string; readonly view: PhrasesView };
}

/** Everything views/evaluation/edit.ejs may use. */
export function evaluationPage(view: EvaluationView, words: Words) {
  const { t } = words;
  const { desk, form, now } = view;
  const { activity, learner, place, session } = desk;
  const { grid } = activity;
  const { content, privateNote = '' } = form.draft;
  const problems = problemTexts(form.problems, grid, words);
  const mark = markView(grid, content, words);
  return {
    title: learner.name,
    activityTitle: session.resourceLink?.title ?? activity.title,
    path: encodeURIComponent(learner.sub),
    draftKey: `${activity.id} ${session.user.sub} ${learner.sub}`,
    position: place ? `${place.position} / ${place.total}` : '',
    positionLabel: place ? t('evaluation:position', { position: place.position, total: place.total }) : '',
    left: learner.left ? t('evaluation:left') : '',
    previous: neighbour(place?.previous),
    next: neighbour(place?.next),
    notice: noticeOf(view, words),
    revision: form.revision,
    base: form.base,
    gridVersion: activity.gridVersionId,
    presences: (['present', 'absent', 'excused'] as const).map((value) => ({
      value,
      label: t(`evaluation:presence.${value}`),
      checked: content.presence === value,
    })),
    levels: grid.scale.levels,
    columns: grid.scale.levels.length + 1,
    groups: groupsOf(view, problems, words),
    comment: content.comment,
    commentHelp: t(sends(activity) ? 'evaluation:generalCommentHelp' : 'evaluation:generalCommentHelpPlain'),
    commentProblem: problems.get('generalComment') ?? '',
    state: stateView(desk, now, words),
    decisions: decisionsView(desk, now, words),
    mark,
    adjust: adjustView({ form, problems, mark, grid }, words),
    evidence: gridEvidence(desk, words),
    note: { text: privateNote, problem: problems.get('privateNote') ?? '' },
    shortcuts: shortcutsOf(grid.scale.levels, words),
  };
}

const neighbour = (learner: { sub: string; name: string } | undefined) =>
  learner && { href: encodeURIComponent(learner.sub), name: learner.name };

/** A refused form is told at the top too, with the way to each field. */
function noticeOf({ notice, form, desk }: EvaluationView, { t }: Words): Notice | undefined {
  if (form.problems.length === 0) return notice;
  const { criteria } = desk.activity.grid;
  const links = form.problems.map(({ name }) => {
    const criterion = criteria.findIndex(({ id }) => `comment.${id}` === name);
    return criterion === -1
      ? { href: `#${placeOf(name)}`, text: t(`evaluation:field.${name}`) }
      : { href: `#comment-${criterion}`, text: criteria[criterion]?.text ?? '' };
  });
  return { tone: 'problem', text: t('evaluation:problemNotice', { count: links.length }), links };
}

/** The id of a field that is no criterion's: `generalComment` is `general-comment` on the page. */
const placeOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function groupsOf(view: EvaluationView, problems: ReadonlyMap<string, string>, words: Words) {
  return criterionGroups(view.desk.activity.grid, view.titles).map(({ code, title, criteria }) => ({
    code,
    title,
    criteria: criteria.map((one) => criterionView({ ...one, view, problems }, words)),
  }));
}

interface CriterionContext {
  readonly criterion: GridCriterion;
  readonly index: number;
  readonly view: EvaluationView;
  readonly problems: ReadonlyMap<string, string>;
}

function criterionView({ criterion, index, view, problems }: CriterionContext, words: Words) {
  const { id, text } = criterion;
  const { scale } = view.desk.activity.grid;
  const entry = view.form.draft.content.entries[id] ?? {};
  const comment = entry.comment ?? '';
  const problem = problems.get(`comment.${id}`) ?? '';
  const phrases = view.phrases?.criterionId === id ? view.phrases.view : undefined;
  return {
    index,
    text,
    meta: metaOf(criterion, words),
    required: requiredText(criterion, scale, words),
    descriptors: descriptorsOf(criterion, scale, index),
    levelName: `level.${id}`,
    chosen: entry.notJudged ? NOT_JUDGED : (entry.levelId ?? ''),
    commentName: `comment.${id}`,
    comment,
    commented: comment !== '' || problem !== '' || phrases !== undefined,
    problem,
    showPhrases: showPhrases(id),
    phrases,
  };
}

function metaOf({ criterionCode, weightHundredths }: GridCriterion, { t, locale }: Words): string {
  const weight = t('evaluation:weight', { weight: formatHundredths(weightHundredths, locale) });
  return criterionCode ? `${criterionCode} · ${weight}` : weight;
}

/** « incontournable : au moins maîtrisé » */
function requiredText({ requiredLevelId }: GridCriterion, { levels }: Scale, { t }: Words): string {
  const level = levels.find(({ id }) => id === requiredLevelId);
  return level ? t('evaluation:required', { level: level.label }) : '';
}

/** What each level looks like on a criterion, in the order of the scale; none when nobody wrote any. */
function descriptorsOf({ descriptors = {} }: GridCriterion, { levels }: Scale, index: number) {
  const texts = levels.map(({ id, descriptor = '' }) => descriptors[id] ?? descriptor);
  if (texts.every((text) => text === '')) return [];
  return levels.map(({ code }, place) => ({ id: `level-${index}-${place}`, code, text: texts[place] ?? '' }));
}

/** Digits that pick a level, for the keyboard's help. */
const shortcutsOf = (levels: readonly Level[], { t }: Words) => [
  { keys: levels.length > 1 ? `1 – ${levels.length}` : '1', what: t('evaluation:keys.level') },
  { keys: 'N', what: t('evaluation:keys.notJudged') },
  { keys: 'J / K', what: t('evaluation:keys.move') },
  { keys: 'C', what: t('evaluation:keys.comment') },
  { keys: '?', what: t('evaluation:keys.help') },
];
