import { OVERALL } from '../../evaluation/phraseSubject.js';
import { sends } from '../../evaluation/publish.js';
import type { TutorObservation } from '../../evaluation/tutor/tutorObservation.js';
import type { ListedLearner } from '../class/classList.js';
import { formatMoment } from '../formatting.js';
import { deskView } from '../desk/deskView.js';
import { gridEvidence } from '../evidence/gridEvidence.js';
import { learnerHref } from '../groups/learnerHref.js';
import { groupQuery, type ListedGroup } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { observationsView } from '../observation/observationsView.js';
import { observedCriteria } from '../observation/observedCriterion.js';
import { decisionsView } from '../release/decisionsView.js';
import { answerPath } from '../questions/answerPath.js';
import { teacherTopics } from '../questions/teacherTopics.js';
import { selfSummary, type SelfBeside } from '../selfAssessment/besideView.js';
import { besideView } from '../tutorLinks/besideView.js';
import { adjustView } from './adjustView.js';
import { criteriaView, type ShownPhrases } from './criteriaView.js';
import { problemTexts } from './fieldProblem.js';
import { showPhrases } from './phraseRequest.js';
import type { LearnerDesk } from './learnerDesk.js';
import type { LearnerVoice } from './learnerVoice.js';
import { markView } from './markView.js';
import { shortcutsOf } from './shortcuts.js';
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
  /** What company tutors sent about the learner. Absent: nothing. */
  readonly tutors?: readonly TutorObservation[];
  readonly now: Date;
  readonly newId: () => string;
  /** What the learner says themself. */
  readonly voice?: LearnerVoice;
  readonly notice?: Notice;
  readonly phrases?: ShownPhrases;
  /** The teacher goes from one learner to judge to the next: the first criterion has the focus. */
  readonly begin?: boolean;
}

/** Everything views/evaluation/edit.ejs may use. */
export function evaluationPage(view: EvaluationView, words: Words) {
  const { t } = words;
  const { desk, form, titles, phrases, now } = view;
  const { activity, learner, group, place, next, session } = desk;
  const { grid } = activity;
  const { content, privateNote = '' } = form.draft;
  const problems = problemTexts(form.problems, grid, words);
  const mark = markView(grid, content, words);
  const observed = observedCriteria({ activity, evaluation: desk.evaluation, now }, words);
  const beside = besideJudged(view);
  return {
    title: learner.name,
    activityTitle: session.resourceLink?.title ?? activity.title,
    path: encodeURIComponent(learner.sub),
    within: groupQuery(group),
    groupName: group?.name ?? '',
    desk: deskView(
      desk.settings,
      { back: `learners/${encodeURIComponent(learner.sub)}`, groupId: group?.id ?? '' },
      words,
    ),
    draftKey: `${activity.id} ${session.user.sub} ${learner.sub}`,
    position: place ? `${place.position} / ${place.total}` : '',
    positionLabel: place ? t('evaluation:position', { position: place.position, total: place.total }) : '',
    left: learner.left ? t(learner.excluded ? 'evaluation:excluded' : 'evaluation:left') : '',
    judgedWith: judgedWith(desk.evaluation, now, words),
    previous: neighbour(place?.previous, group),
    next: neighbour(place?.next, group),
    nextToJudge: next?.name ?? '',
    begin: view.begin === true,
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
    groups: criteriaView({ grid, content, titles, problems, phrases, observed, beside }, words),
    observations: observationsView(desk, now, words),
    questions: questionsOf(view, words),
    self: beside && selfSummary(beside, 'other', now, words),
    comment: content.comment,
    commentHelp: t(sends(activity) ? 'evaluation:generalCommentHelp' : 'evaluation:generalCommentHelpPlain'),
    commentProblem: problems.get('generalComment') ?? '',
    overall: {
      id: OVERALL,
      showPhrases: showPhrases(OVERALL),
      phrases: phrases?.subjectId === OVERALL ? phrases.view : undefined,
    },
    tutors: besideView(view.tutors ?? [], { ...desk, content, now }, words),
    state: stateView(desk, now, words),
    decisions: decisionsView(desk, now, words),
    mark,
    adjust: adjustView({ form, problems, mark, grid }, words),
    evidence: gridEvidence(desk, words),
    note: { text: privateNote, problem: problems.get('privateNote') ?? '' },
    shortcuts: [
      ...shortcutsOf(grid.scale.levels, words),
      { keys: t('evaluation:keys.goOnKeys'), what: t('evaluation:keys.goOn') },
    ],
  };
}

/** « Évalué avec le groupe Atelier A à 14 h 03. » */
function judgedWith({ group }: LearnerDesk['evaluation'], now: Date, { t, locale }: Words) {
  if (!group) return undefined;
  const when = formatMoment(group.at, now, locale);
  return {
    text: t('groups:sheet.memberOf', { name: group.name, when }),
    href: `../groups/${encodeURIComponent(group.id)}/evaluation`,
  };
}

/** A learner's questions, those without an answer first; undefined where nobody has written. */
function questionsOf({ desk, voice, now, newId }: EvaluationView, words: Words) {
  const { activity, actor } = desk;
  if (!voice?.thread) return undefined;
  const questionDesk = { activity, actor, thread: voice.thread, role: 'teacher' } as const;
  return { ...teacherTopics(questionDesk, { now, newId }, words), action: answerPath(desk) };
}

/** Beside the draft as the page shows it, typed or stored. */
function besideJudged({ desk, form, voice }: EvaluationView): SelfBeside | undefined {
  const { activity } = desk;
  const judged = { grid: activity.grid, content: form.draft.content };
  return voice?.selfAssessment && { activity, selfAssessment: voice.selfAssessment, judged };
}

const neighbour = (learner: ListedLearner | undefined, group: ListedGroup | undefined) =>
  learner && { href: learnerHref(learner.sub, group), name: learner.name };

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
