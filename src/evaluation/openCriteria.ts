import type { Grid, GridCriterion } from '../grid/grid.js';
import type { EvaluationContent } from './evaluation.js';

/** Criteria with neither a level nor « non évalué », in the grid's order: they count neither for nor against. */
export function openCriteria(grid: Grid, { entries }: EvaluationContent): readonly GridCriterion[] {
  return grid.criteria.filter(({ id }) => {
    const entry = entries[id];
    return !entry?.levelId && !entry?.notJudged;
  });
}
