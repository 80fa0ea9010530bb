import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { EvidenceCount } from '../../evaluation/evidence/evidence.js';
import type { EvaluationStatus } from '../../evaluation/evaluationStatus.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { RosterReading } from '../../platform/roster.js';
import { platformNames } from '../evaluation/deliveryView.js';
import { publishedNotice } from '../evaluation/doneNotice.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { classRelease } from '../release/classRelease.js';
import { outcomeNotice } from '../release/outcomeNotice.js';
import { classList } from './classList.js';
import { learnerRow, type LearnerRow } from './learnerRow.js';
import { rosterNotices } from './rosterNotice.js';

interface ClassView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  readonly reading: RosterReading;
  readonly evaluations: readonly EvaluationSummary[];
  readonly evidence: readonly EvidenceCount[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/** Everything views/class/show.ejs may use. */
export function classPage(view: ClassView, words: Words) {
  const { session, activity, reading, evaluations, evidence, query, now } = view;
  const { t, locale } = words;
  const names = platformNames(session.platform.family, words);
  const byLearner = new Map(evaluations.map((evaluation) => [evaluation.learnerSub, evaluation]));
  const learners = classList(reading.roster, begun(evaluations), words);
  const context = { activity, evaluations, evidence, sub: session.user.sub, names, now };
  const rows = learners.map((learner) => learnerRow(learner, byLearner.get(learner.sub), context, words));
  const present = rows.filter(({ left }) => !left);
  const state = FILTERS.find((filter) => filter === query['state']) ?? 'all';
  const next = nextToEvaluate(present);
  const moodle = session.platform.family === 'moodle';
  const notices = rosterNotices({ reading, learners, names, moodle }, words);
  const { readAt } = reading.roster;
  return {
    title: session.resourceLink?.title ?? activity.title,
    about: aboutOf(activity, words).join(' · '),
    notices: rosterNotices({ reading, learners, names, moodle: session.platform.family === 'moodle' }, words),
    done: publishedNotice(
      byLearner.get(String(query['published'] ?? query['ready'])),
      { list: learners, activity, directory: 'learners/' },
      words,
    ),
    outcome: outcomeNotice(query, learners, words),
    release: classRelease(context, words),
    canSelect: rows.some(({ release }) => release.pick !== ''),
    // A mark that is no grade has no place in a list of grades.
    showMarks: activity.grid.purpose === 'formative',
    showGradebook: activity.grid.purpose === 'formative' || evaluations.some(({ delivery }) => delivery),
    filters: filtersOf(rows, state, words, { ...names }),
    next: next && { href: next.href, name: next.name },
    allDone:
      rows.length > 0 &&
      rows.every(({ status, trouble }) => (status === 'published' || status === 'closed') && !trouble),
    sections: sectionsOf(
      rows.filter((row) => FILTER_ROWS[state](row)),
      words,
    ),
    empty: rows.length === 0,
    // A notice above says why, and better.
    emptyText: rows.length === 0 && notices.length === 0 ? t('class:empty') : '',
    readAt: readAt ? t('class:readAt', { when: formatMoment(readAt, now, locale) }) : t('class:neverRead'),
  };
}

/** A learner who left is worth a line only if something was written about them. */
const begun = (evaluations: readonly EvaluationSummary[]) => evaluations.map(({ learnerSub }) => learnerSub);

function aboutOf({ grid }: Activity, { t, locale }: Words): readonly string[] {
  return [
    t(`class:purpose.${grid.purpose}`),
    t('class:criteria', { count: grid.criteria.length }),
    ...(grid.purpose === 'formative'
      ? [t('class:outOf', { maximum: formatHundredths(grid.maximumHundredths, locale) })]
      : []),
  ];
}

/** The first who was not begun, else the first draft, else the first to publish again. */
function nextToEvaluate(rows: readonly LearnerRow[]): LearnerRow | undefined {
  const wanted: readonly EvaluationStatus[] = ['toEvaluate', 'draft', 'republish'];
  return wanted.map((status) => rows.find((row) => row.status === status)).find(Boolean);
}

const FILTERS = [
  'all',
  'toEvaluate',
  'draft',
  'ready',
  'republish',
  'trouble',
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
  trouble: ({ trouble }) => trouble,
  published: ({ status }) => status === 'published',
  closed: ({ status }) => status === 'closed',
};

const TO_DO: ReadonlySet<Filter> = new Set<Filter>(['toEvaluate', 'draft', 'ready', 'republish', 'trouble']);

/** What waits for the teacher first, then the rest; a filter without rows stays out unless it is the chosen one. */
function filtersOf(rows: readonly LearnerRow[], chosen: Filter, { t }: Words, names: Record<string, string>) {
  const shown = FILTERS.map((filter) => ({ filter, count: rows.filter(FILTER_ROWS[filter]).length }))
    .filter(({ filter, count }) => count > 0 || filter === chosen)
    .map(({ filter, count }) => ({
      href: filter === 'all' ? '?' : `?state=${filter}`,
      label: t(`class:filter.${filter}`, { count, ...names }),
      current: filter === chosen,
      urgent: filter === 'trouble',
      toDo: TO_DO.has(filter),
    }));
  return { toDo: shown.filter(({ toDo }) => toDo), others: shown.filter(({ toDo }) => !toDo) };
}

function sectionsOf(rows: readonly LearnerRow[], { t }: Words) {
  return [
    { heading: '', rows: rows.filter(({ left }) => !left) },
    { heading: t('class:left'), rows: rows.filter(({ left }) => left) },
  ].filter((section) => section.rows.length > 0);
}
