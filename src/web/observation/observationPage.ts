import { gridOf } from '../../evaluation/gridOf.js';
import { SITUATIONS, type Observation } from '../../evaluation/observation/observation.js';
import type { ObservationDraft } from '../../evaluation/observation/observe.js';
import type { Grid } from '../../grid/grid.js';
import { criteriaView } from '../evaluation/criteriaView.js';
import { problemTexts } from '../evaluation/fieldProblem.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { actorName } from '../evaluation/people.js';
import { shortcutsOf } from '../evaluation/shortcuts.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { typedDate } from '../release/dateForm.js';
import type { ObservationProblem } from './observationForm.js';
import { notesOf } from './observationsView.js';
import { occasionView } from './occasionView.js';

export interface ObservationView {
  readonly desk: LearnerDesk;
  readonly draft: ObservationDraft;
  /** Absent for one that was never stored. */
  readonly stored: Observation | undefined;
  readonly problems: readonly ObservationProblem[];
  /** Why nothing was written, beside what stands with the fields. */
  readonly trouble?: string;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Everything views/observation/edit.ejs may use: one occasion on which a learner is judged. */
export function observationPage(view: ObservationView, words: Words) {
  const { t } = words;
  const { desk, draft, stored, titles, now } = view;
  const { activity, learner, session } = desk;
  const grid = gridOf(activity, draft);
  const problems = observationProblems(view.problems, grid, words);
  const path = observationPath(desk, draft.id);
  const { entries, comment } = draft;
  return {
    title: stored
      ? t('observation:page.title', occasionView(stored, now, words))
      : t('observation:page.newTitle'),
    learnerName: learner.name,
    activityTitle: session.resourceLink?.title ?? activity.title,
    backPath: `learners/${encodeURIComponent(learner.sub)}`,
    path,
    draftKey: keysOf(view),
    version: draft.version,
    gridVersion: draft.gridVersionId,
    day: { value: draft.observedOn, today: typedDate(now).day, problem: problems.get('observedOn') ?? '' },
    heading: { value: draft.title ?? '', problem: problems.get('title') ?? '' },
    situations: SITUATIONS.map((value) => ({
      value,
      label: t(`observation:situationName.${value}`),
      checked: draft.situation === value,
    })),
    presences: (['present', 'absent'] as const).map((value) => ({
      value,
      label: t(`observation:presence.${value}`),
      checked: (value === 'absent') === (draft.absent ?? false),
    })),
    trouble: view.trouble ?? troubleOf(view.problems, problems, words),
    levels: grid.scale.levels,
    columns: grid.scale.levels.length + 1,
    groups: criteriaView({ grid, content: { entries }, titles, problems, occasion: true }, words),
    comment,
    commentProblem: problems.get('generalComment') ?? '',
    saved: stored ? stateText(stored, desk, now, words) : '',
    facts: stored ? factsOf(stored, view, words) : [],
    counting: stored ? countingOf(stored, desk, path, words) : undefined,
    remove: { path: `${path}/remove`, label: t(stored ? 'observation:remove' : 'observation:discard') },
    shortcuts: [
      ...shortcutsOf(grid.scale.levels, words),
      { keys: t('evaluation:keys.goOnKeys'), what: t('observation:goOn') },
    ],
  };
}

/** Under which a browser keeps what could not be stored; a new one takes over what another new one could not. */
function keysOf({ desk, draft, stored }: ObservationView) {
  const { activity, session, learner } = desk;
  const prefix = `${activity.id} ${session.user.sub} ${learner.sub} observation `;
  return { own: `${prefix}${draft.id}`, adopt: stored ? '' : prefix };
}

/** Of one observation's page, below the session's. */
export const observationPath = ({ learner }: LearnerDesk, id: string): string =>
  `learners/${encodeURIComponent(learner.sub)}/observations/${encodeURIComponent(id)}`;

/** Each problem as a sentence, by the name of its field. */
export function observationProblems(
  problems: readonly ObservationProblem[],
  grid: Grid,
  words: Words,
): ReadonlyMap<string, string> {
  const texts = problems.map((problem): [string, string] =>
    'over' in problem || problem.name === 'adjustedMark' || problem.name === 'adjustmentReason'
      ? [problem.name, problemTexts([problem], grid, words).get(problem.name) ?? '']
      : [problem.name, words.t(`observation:problem.${problem.kind}`)],
  );
  return new Map(texts);
}

function troubleOf(
  problems: readonly ObservationProblem[],
  texts: ReadonlyMap<string, string>,
  { t }: Words,
): string {
  if (problems.length === 0) return '';
  return texts.get('nothing') ?? t('evaluation:problemNotice', { count: problems.length });
}

/** « enregistré à 14 h 03 par … » */
export function stateText({ at, by, edited }: Observation, { actor }: LearnerDesk, now: Date, words: Words) {
  const last = edited ?? { at, by };
  const when = formatMoment(last.at, now, words.locale);
  return last.by.sub === actor.sub
    ? words.t('evaluation:saved', { when })
    : words.t('evaluation:savedBy', { when, who: actorName(last.by, words) });
}

export function factsOf(
  stored: Observation,
  { desk, now }: Pick<ObservationView, 'desk' | 'now'>,
  words: Words,
): readonly string[] {
  const { who } = occasionView(stored, now, words);
  return [words.t('observation:seenBy', { who }), ...notesOf(stored, desk.activity, words)];
}

/** Whether it counts in the rule, and the button that says otherwise; nothing while the teacher chooses by hand. */
export function countingOf(
  { leftOut, absent }: Observation,
  { activity }: LearnerDesk,
  path: string,
  { t }: Words,
) {
  const { counting } = activity;
  if (!counting || counting === 'byHand' || absent) return undefined;
  return {
    path: `${path}/count`,
    counts: leftOut ? '1' : '',
    label: t(leftOut ? 'observation:countAgain' : 'observation:leaveOut'),
  };
}
