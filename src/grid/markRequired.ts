import type { Grid, GridCriterion } from './grid.js';
import type { Level } from './scale.js';

/** An « incontournable » criterion that stays below its level. */
export interface BelowRequired {
  readonly criterion: GridCriterion;
  readonly required: Level;
  /** Absent where the criterion was not judged, on a grid that counts it as worth nothing. */
  readonly level?: Level;
}

/** A criterion and the level chosen on it, if any. */
export interface CriterionLevel {
  readonly criterion: GridCriterion;
  readonly level: Level | undefined;
}

/** The « incontournables » not reached among the criteria that count, in the grid's order. */
export function belowRequired({ scale }: Grid, counted: readonly CriterionLevel[]): readonly BelowRequired[] {
  return counted.flatMap(({ criterion, level }) => {
    const required = scale.levels.find(({ id }) => id === criterion.requiredLevelId);
    if (!required || rank(scale.levels, level) >= rank(scale.levels, required)) return [];
    return [{ criterion, required, ...(level && { level }) }];
  });
}

/** -1 for no level at all. */
const rank = (levels: readonly Level[], level: Level | undefined): number =>
  level ? levels.indexOf(level) : -1;
