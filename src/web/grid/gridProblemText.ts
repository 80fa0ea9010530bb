import { MAXIMUM_CRITERIA } from '../../grid/grid.js';
import { GRID_LIMITS, type GridProblem, type GridRule } from '../../grid/gridProblem.js';
import type { Translate } from '../i18n.js';

/** A grid's problem in words; parts are counted from 1, as people do. */
export function gridProblemText({ rule, index, name }: GridProblem, t: Translate): string {
  return t(`grid:problem.${rule}`, { n: index + 1, name: name ?? '', ...limits[rule] });
}

const limits: Partial<Record<GridRule, { most: number; least?: number }>> = {
  titleTooLong: { most: GRID_LIMITS.title },
  tooManyCriteria: { most: MAXIMUM_CRITERIA },
  tooManySections: { most: GRID_LIMITS.sections },
  scaleNameTooLong: { most: GRID_LIMITS.scaleName },
  scaleSize: GRID_LIMITS.levels,
  levelLabelTooLong: { most: GRID_LIMITS.levelLabel },
  levelCodeMissing: { most: GRID_LIMITS.levelCode },
  levelCodeTooLong: { most: GRID_LIMITS.levelCode },
  levelDescriptorTooLong: { most: GRID_LIMITS.descriptor },
  sectionTitleTooLong: { most: GRID_LIMITS.sectionTitle },
  criterionTextTooLong: { most: GRID_LIMITS.criterionText },
  criterionDescriptorTooLong: { most: GRID_LIMITS.descriptor },
};
