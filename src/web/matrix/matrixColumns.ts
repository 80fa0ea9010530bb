import type { Grid, GridCriterion } from '../../grid/grid.js';
import { criterionGroups } from '../criterionGroups.js';
import { metaOf, requiredText } from '../evaluation/criteriaView.js';
import type { Words } from '../language.js';
import type { MatrixRow } from './matrixRow.js';

export type MatrixColumn = ReturnType<typeof matrixColumns>[number];

/** The criteria of a grid as columns, with how far the class is on each. */
export function matrixColumns(grid: Grid, rows: readonly MatrixRow[], words: Words) {
  const counted = rows.filter(({ isCounted }) => isCounted);
  return grid.criteria.map((criterion, index) => ({
    id: criterion.id,
    path: encodeURIComponent(criterion.id),
    code: codeOf(criterion, index),
    text: criterion.text,
    about: [metaOf(criterion, words), requiredText(criterion, grid.scale, words)]
      .filter((part) => part !== '')
      .join(' · '),
    done: counted.filter(({ cells }) => cells[index]?.value !== '').length,
    total: counted.length,
  }));
}

/** A criterion of the teacher's own has a number for its code. */
const codeOf = ({ criterionCode }: GridCriterion, index: number): string => criterionCode ?? `${index + 1}`;

/** What stands above the columns: sections, or competencies. */
export const columnGroups = (grid: Grid, titles: ReadonlyMap<string, string>, { t }: Words) =>
  criterionGroups(grid, titles).map(({ code, title, criteria }) => ({
    code,
    title: title || t('evaluation:otherCriteria'),
    isFrench: title !== '',
    width: criteria.length,
  }));
