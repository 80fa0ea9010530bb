import type { GridCriterion } from '../../grid/grid.js';
import { descriptorsOf } from '../evaluation/criteriaView.js';
import type { Notice } from '../evaluation/evaluationPage.js';
import { groupQuery, type ListedGroup } from '../groups/listedGroups.js';
import type { Words } from '../language.js';
import { standingValue } from './criterionForm.js';
import { levelLooks } from './levelLook.js';
import { matrixColumns, type MatrixColumn } from './matrixColumns.js';
import { matrixRows, sheetFacts, type MatrixView } from './matrixPage.js';
import type { MatrixRow } from './matrixRow.js';
import { untakenNotice } from './untakenView.js';

export interface CriterionView extends MatrixView {
  readonly criterion: GridCriterion;
}

/** Everything views/matrix/criterion.ejs may use: one criterion, the class under it. */
export function criterionPage(view: CriterionView, words: Words) {
  const { activity, criterion, group } = view;
  const { t } = words;
  const { grid } = activity;
  const rows = matrixRows(view, words);
  const columns = matrixColumns(grid, rows, words);
  const index = grid.criteria.indexOf(criterion);
  const column = columns[index];
  if (!column) throw new Error(`${criterion.id} is no criterion of ${activity.id}`);
  const looks = levelLooks(grid.scale, words).filter(({ value }) => value !== '');
  const [done, total] = [column.done, column.total];
  return {
    ...sheetFacts(view, words),
    title: criterion.text,
    path: column.path,
    within: groupQuery(group),
    groupName: group?.name ?? '',
    index,
    about: column.about,
    position: `${index + 1} / ${columns.length}`,
    positionLabel: t('matrix:position', { position: index + 1, total: columns.length }),
    previous: neighbour(columns[index - 1], group),
    next: neighbour(columns[index + 1], group),
    descriptors: descriptorsOf(criterion, grid.scale, index),
    criterionId: criterion.id,
    looks,
    columns: looks.length + 1,
    open: total - done,
    progress: t('evaluation:progress', { done, total }),
    learners: rows.filter(({ left }) => !left).map((row) => learnerChoice(row, { ...view, index }, words)),
    empty: rows.length === 0 ? t(group ? 'groups:empty' : 'class:empty') : '',
    notice: noticeOf(view, words),
  };
}

const neighbour = (column: MatrixColumn | undefined, group: ListedGroup | undefined) =>
  column && { href: `${column.path}${groupQuery(group)}`, text: column.text };

/** The learner's own page, with this criterion's comment open. */
function commentHref(sub: string, group: ListedGroup | undefined, criterionId: string): string {
  const query = new URLSearchParams(groupQuery(group));
  query.set('phrases', criterionId);
  return `${encodeURIComponent(sub)}?${query.toString()}`;
}

/** One learner's choices; where a colleague was first, the teacher's own choice stays ticked, and both are told. */
function learnerChoice(
  row: MatrixRow,
  { index, criterion, group, conflicts = [] }: CriterionView & { index: number },
  { t }: Words,
) {
  const { sub, presence, presenceLabel, closed, cells } = row;
  const level = cells[index]?.value ?? '';
  const met = conflicts.filter(({ learner }) => learner === sub);
  const mine = met.map((one) => one.chosen).at(-1);
  const standing = presence === 'present' ? standingValue({ presence, level }) : presence;
  return {
    sub,
    name: row.name,
    commentHref: commentHref(sub, group, criterion.id),
    was: standingValue({ presence, level }),
    presence,
    level,
    chosen: mine ?? standing,
    presenceLabel,
    closed,
    isCommented: cells[index]?.isCommented ?? false,
    criterionId: criterion.id,
    note: met.map((one) => t('matrix:both', { ...one })).join(' '),
  };
}

function noticeOf(view: CriterionView, words: Words): Notice | undefined {
  const isSaved = view.query['done'] === 'saved';
  const saved: Notice = { tone: 'done', text: words.t('matrix:done'), links: [] };
  return untakenNotice(view, words) ?? (isSaved ? saved : undefined);
}
