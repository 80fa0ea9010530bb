import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { EvidenceCount } from '../../evaluation/evidence/evidence.js';
import type { SubmittedSelf } from '../../evaluation/selfAssessment/selfAssessment.js';
import { selfNews } from '../../evaluation/selfAssessment/selfNews.js';
import type { DeskSettings } from '../../evaluation/desk/deskSettings.js';
import type { TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { TutorProgress } from '../../evaluation/tutor/tutorObservation.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterReading } from '../../platform/roster.js';
import { deskView } from '../desk/deskView.js';
import { platformNames } from '../evaluation/deliveryView.js';
import { publishedNotice } from '../evaluation/doneNotice.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { classRelease } from '../release/classRelease.js';
import { outcomeNotice } from '../release/outcomeNotice.js';
import { selectionView } from '../release/selectionView.js';
import { classQuery, groupsView } from '../groups/groupsView.js';
import { learnerHref } from '../groups/learnerHref.js';
import { chosenGroup, groupQuery, inGroup, type ListedGroup } from '../groups/listedGroups.js';
import { classSelf } from '../selfAssessment/openingView.js';
import { classTutors } from '../tutorLinks/classTutors.js';
import { lockedTutors } from '../tutorLinks/lockedTutors.js';
import { sheetKey } from '../matrix/matrixPage.js';
import type { ListedLearner } from './classList.js';
import { learnerRow, type LearnerRow } from './learnerRow.js';
import { learnerSections } from './learnerSections.js';
import { nextToJudge } from './nextToJudge.js';
import { rosterNotices } from './rosterNotice.js';

interface ClassView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly reading: RosterReading;
  readonly evaluations: readonly EvaluationSummary[];
  readonly evidence: readonly EvidenceCount[];
  readonly learners: readonly ListedLearner[];
  readonly groups: readonly ListedGroup[];
  readonly settings: DeskSettings;
  /** The self-assessments that are submitted. */
  readonly selfAssessed: readonly SubmittedSelf[];
  readonly tutorLinks: readonly TutorLink[];
  readonly tutorProgress: readonly TutorProgress[];
  /** Who waits for an answer to a question. */
  readonly waiting: ReadonlySet<string>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Everything views/class/show.ejs may use. */
export function classPage(view: ClassView, words: Words) {
  const { session, activity, reading, evaluations, learners, groups, settings, query, now } = view;
  const { selfAssessed, tutorProgress, evidence } = view;
  const { t, locale } = words;
  const names = platformNames(session.platform.family, words);
  const closed = new Set(evaluations.filter(({ closing }) => closing).map(({ learnerSub }) => learnerSub));
  const byLearner = new Map(evaluations.map((evaluation) => [evaluation.learnerSub, evaluation]));
  const group = chosenGroup(query, groups);
  const shown = inGroup(learners, group);
  const context = {
    activity,
    evaluations,
    shown: shown.flatMap(({ sub }) => byLearner.get(sub) ?? []),
    group,
    selfAssessed: new Set(selfAssessed.map(({ learnerSub }) => learnerSub)),
    selfNews: selfNews(selfAssessed, closed),
    waiting: view.waiting,
    evidence,
    sub: session.user.sub,
    names,
    now,
  };
  const rows = shown.map((learner) => learnerRow(learner, byLearner.get(learner.sub), context, words));
  const state = FILTERS.find((filter) => filter === query['state']) ?? 'all';
  const listed = rows.filter((row) => FILTER_ROWS[state](row));
  const picks = listed.map(({ release: { pick } }) => pick);
  const release = classRelease(context, words);
  const next = nextToJudge(shown, evaluations);
  const moodle = session.platform.family === 'moodle';
  const notices = rosterNotices({ reading, learners, names, moodle }, words);
  const tutors = classTutors({ progress: tutorProgress, closed, learners }, words);
  const locked = lockedTutors(view.tutorLinks, now, words);
  const isToldOf = tutors.title !== '' || locked.title !== '';
  const { readAt, excluded } = reading.roster;
  return {
    title: session.resourceLink?.title ?? activity.title,
    about: aboutOf(activity, words).join(' · '),
    self: classSelf(activity, selfAssessed.length, words),
    notices,
    done: publishedNotice(
      byLearner.get(String(query['published'] ?? query['ready'])),
      { list: learners, activity, directory: 'learners/', group },
      words,
    ),
    outcome: outcomeNotice(query, learners, words),
    release,
    tutors,
    locked,
    selection: selectionView({ picks, choices: release.selection, query }, words),
    // A mark that is no grade has no place in a list of grades.
    showMarks: activity.grid.purpose === 'formative',
    showGradebook: activity.grid.purpose === 'formative' || evaluations.some(({ delivery }) => delivery),
    groups: groupsView({ groups, group, learners, state }, words),
    groupId: group?.id ?? '',
    desk: deskView(settings, { back: 'class', groupId: group?.id ?? '' }, words),
    all: classQuery(group, 'all'),
    table: { href: `class/table${groupQuery(group)}`, key: sheetKey(activity, session) },
    filters: filtersOf(rows, { chosen: state, group }, words, { ...names }),
    next: next && { href: `learners/${learnerHref(next.sub, group, 'begin')}`, name: next.name },
    allDone: rows.length > 0 && !isToldOf && ![...TO_DO].some((filter) => rows.some(FILTER_ROWS[filter])),
    sections: learnerSections(listed, words),
    empty: rows.length === 0,
    // A notice above says why, and better.
    emptyText: rows.length === 0 && notices.length === 0 ? t(group ? 'groups:empty' : 'class:empty') : '',
    readAt: [
      readAt ? t('class:readAt', { when: formatMoment(readAt, now, locale) }) : t('class:neverRead'),
      ...(excluded.size > 0 ? [t('class:excludedCount', { ...names, count: excluded.size })] : []),
    ].join(' '),
  };
}

function aboutOf({ grid }: Activity, { t, locale }: Words): readonly string[] {
  return [
    t(`class:purpose.${grid.purpose}`),
    t('class:criteria', { count: grid.criteria.length }),
    ...(grid.purpose === 'formative'
      ? [t('class:outOf', { maximum: formatHundredths(grid.maximumHundredths, locale) })]
      : []),
  ];
}

const FILTERS = [
  'all',
  'toEvaluate',
  'draft',
  'ready',
  'republish',
  'question',
  'evidence',
  'selfNew',
  'trouble',
  'selfAssessed',
  'published',
  'closed',
] as const;
type Filter = (typeof FILTERS)[number];

const FILTER_ROWS: Record<Filter, (row: LearnerRow) => boolean> = {
  all: () => true,
  toEvaluate: ({ status, left }) => status === 'toEvaluate' && !left,
  draft: ({ status }) => status === 'draft',
  ready: ({ status }) => status === 'ready',
  republish: ({ status }) => status === 'republish',
  question: ({ asks }) => asks,
  // What came after the evaluation may change it.
  evidence: ({ evidence }) => Boolean(evidence?.added),
  trouble: ({ trouble }) => trouble,
  selfNew: ({ selfNew }) => selfNew,
  selfAssessed: ({ selfAssessed }) => selfAssessed,
  published: ({ status }) => status === 'published',
  closed: ({ status }) => status === 'closed',
};

const TO_DO: ReadonlySet<Filter> = new Set<Filter>([
  'toEvaluate',
  'draft',
  'ready',
  'republish',
  'question',
  'evidence',
  'selfNew',
  'trouble',
]);

/** What waits for the teacher first, then the rest; a filter without rows stays out unless it is the chosen one. */
function filtersOf(
  rows: readonly LearnerRow[],
  { chosen, group }: { chosen: Filter; group: ListedGroup | undefined },
  { t }: Words,
  names: Record<string, string>,
) {
  const shown = FILTERS.map((filter) => ({ filter, count: rows.filter(FILTER_ROWS[filter]).length }))
    .filter(({ filter, count }) => count > 0 || filter === chosen)
    .map(({ filter, count }) => ({
      href: classQuery(group, filter),
      label: t(`class:filter.${filter}`, { count, ...names }),
      current: filter === chosen,
      urgent: filter === 'trouble',
      toDo: TO_DO.has(filter),
    }));
  return { toDo: shown.filter(({ toDo }) => toDo), others: shown.filter(({ toDo }) => !toDo) };
}
