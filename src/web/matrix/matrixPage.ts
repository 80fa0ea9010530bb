import type { Activity } from '../../evaluation/activity.js';
import type { EvaluationSummary } from '../../evaluation/evaluation.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ListedLearner } from '../class/classList.js';
import { learnerSections } from '../class/learnerSections.js';
import { groupQuery, inGroup, offeredGroups, type ListedGroup } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { levelLooks, type LevelLook } from './levelLook.js';
import { columnGroups, matrixColumns } from './matrixColumns.js';
import { matrixRow } from './matrixRow.js';
import { filteredRows } from './rowFilter.js';
import { MAXIMUM_STROKES } from './strokesForm.js';
import { untakenNotice, type ConflictView, type RefusedView } from './untakenView.js';

export interface MatrixView {
  readonly session: LaunchSession;
  readonly activity: Activity;
  /** The whole class, in the order and under the names that its teacher chose. */
  readonly learners: readonly ListedLearner[];
  readonly groups: readonly ListedGroup[];
  /** The one that is shown; absent for the whole class. */
  readonly group: ListedGroup | undefined;
  readonly evaluations: readonly EvaluationSummary[];
  readonly query: Readonly<Record<string, unknown>>;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
  /** What could not be stored of a form that was sent. */
  readonly conflicts?: readonly ConflictView[];
  readonly refused?: readonly RefusedView[];
}

/** Columns that share what a usual window leaves them. */
const FEW = 8;

/** Everything views/matrix/table.ejs may use. */
export function matrixPage(view: MatrixView, words: Words) {
  const { activity, query, titles, group } = view;
  const { grid } = activity;
  const { t } = words;
  const all = matrixRows(view, words);
  const { rows, states } = filteredRows(all, query['state'], words);
  const columns = matrixColumns(grid, rows, words);
  const open = columns.find(({ done, total }) => done < total) ?? columns[0];
  return {
    ...sheetFacts(view, words),
    title: t('matrix:title'),
    activityTitle: view.session.resourceLink?.title ?? activity.title,
    notice: untakenNotice(view, words),
    within: groupQuery(group),
    states,
    classGroups: groupChoices(view, words),
    columnGroups: columnGroups(grid, titles, words),
    columns,
    /** Where someone goes on who sees one criterion at a time. */
    next: open && { path: open.path, text: open.text },
    sections: learnerSections(rows, words),
    /** So few that there is room for their texts. */
    isFew: columns.length <= FEW,
    width: columns.length + (showsMarks(activity) ? 4 : 3),
    empty:
      all.length === 0
        ? t(group ? 'groups:empty' : 'class:empty')
        : rows.length === 0
          ? t('class:nothingFound')
          : '',
    looks: levelLooks(grid.scale, words).map((look, place) => ({
      ...look,
      keys: keysOf(look, place, grid.scale.levels.length),
    })),
    shortcuts: shortcutsOf(grid.scale.levels.length, words),
    // A mark that is no grade has no place on a page that is projected.
    showMarks: showsMarks(activity),
  };
}

/** Under which name a browser's tab keeps a teacher's strokes until they are saved. */
export const sheetKey = ({ id }: Pick<Activity, 'id'>, { user }: Pick<LaunchSession, 'user'>): string =>
  `table ${id} ${user.sub}`;

/** What the scripts of the table, and of one criterion, need to keep strokes. */
export function sheetFacts({ activity, session }: Pick<MatrixView, 'activity' | 'session'>, { t }: Words) {
  return {
    sheetKey: sheetKey(activity, session),
    gridVersion: activity.gridVersionId,
    most: MAXIMUM_STROKES,
    told: [
      ...TOLD.map((name) => ({ name: `data-${name}`, text: t(`matrix:told.${name}`) })),
      ...(['present', 'absent', 'excused'] as const).map((name) => ({
        name: `data-${name}`,
        text: t(`evaluation:presence.${name}`),
      })),
    ],
  };
}

/** Sentences that a script says; each is `matrix:told.<name>`, and in `data-<name>`. */
const TOLD = [
  'waiting',
  'saving',
  'offline',
  'unkept',
  'session',
  'session-unkept',
  'refused',
  'found',
  'conflict',
  'set-aside',
  'progress',
  'nothing-to-undo',
  'moved-on',
  'undone',
  'redone',
  'down',
  'right',
  'filled',
  'lacking',
] as const;

/** The key that chooses a value; none where the code itself says it. */
function keysOf({ value, code }: LevelLook, place: number, levels: number): string {
  if (place >= levels) return value === '' ? '⌫' : 'N';
  const digit = `${place + 1}`;
  return digit === code ? '' : digit;
}

const showsMarks = ({ grid }: Activity): boolean => grid.purpose === 'formative';

/** The learners who are shown as rows, in the order of the list. */
export function matrixRows({ activity, learners, group, evaluations, now }: MatrixView, words: Words) {
  const byLearner = new Map(evaluations.map((evaluation) => [evaluation.learnerSub, evaluation]));
  return inGroup(learners, group).map((learner) =>
    matrixRow(learner, byLearner.get(learner.sub), { activity, group, now }, words),
  );
}

/** None where the course has no groups. */
function groupChoices({ learners, groups, group }: MatrixView, { t }: Words) {
  const offered = offeredGroups(groups, learners);
  if (offered.length === 0) return [];
  const choice = (one: ListedGroup | undefined, label: string) => ({
    value: one?.id ?? '',
    label,
    isChosen: one === group,
  });
  const counted = (one: ListedGroup) => {
    const count = inGroup(learners, one).filter(({ left }) => !left).length;
    return choice(one, t('groups:counted', { name: one.name, count }));
  };
  return [choice(undefined, t('groups:everyone')), ...offered.map(counted)];
}

const shortcutsOf = (levels: number, { t }: Words) => [
  { keys: levels > 1 ? `1 – ${levels}` : '1', what: t('matrix:keys.level') },
  { keys: 'N', what: t('matrix:keys.notJudged') },
  { keys: t('matrix:keys.deleteKey'), what: t('matrix:keys.clear') },
  { keys: 'A', what: t('matrix:keys.absent') },
  { keys: 'E', what: t('matrix:keys.excused') },
  { keys: '← ↑ → ↓', what: t('matrix:keys.move') },
  { keys: 'Tab', what: t('matrix:keys.tab') },
  { keys: t('matrix:keys.endsKey'), what: t('matrix:keys.ends') },
  { keys: 'D', what: t('matrix:keys.direction') },
  { keys: 'R', what: t('matrix:keys.fill') },
  { keys: 'Ctrl Z', what: t('matrix:keys.undo') },
  { keys: 'Ctrl Y', what: t('matrix:keys.redo') },
  { keys: t('matrix:keys.enterKey'), what: t('matrix:keys.open') },
  { keys: t('matrix:keys.escapeKey'), what: t('matrix:keys.leave') },
  { keys: '?', what: t('matrix:keys.help') },
];
