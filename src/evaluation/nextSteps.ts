import type { Grid, GridCriterion } from '../grid/grid.js';
import { criterionWeights } from '../grid/markWeights.js';
import type { Level } from '../grid/scale.js';
import type { EvaluationContent } from './evaluation.js';
import { chosenLevels } from './publish.js';

/** Below this share of a criterion, whole percent, it is to be worked on. */
const TO_WORK_ON_PERCENT = 50;

/** More than three things at once are nothing to begin with. */
const MAXIMUM_STEPS = 3;

/** A criterion to work on. */
export interface NextStep {
  readonly criterion: GridCriterion;
  readonly level: Level;
  /** The level just above. */
  readonly next: Level;
  /** « Incontournable » and not reached: the level that has to be. */
  readonly required?: Level;
}

export interface NextSteps {
  /** `further`: nothing is below what is expected, and these are not at the best level yet. */
  readonly kind: 'toWorkOn' | 'further';
  /** Three at most, the first one first. */
  readonly steps: readonly NextStep[];
  /** How many more there are of the kind. */
  readonly more: number;
}

/**
 * What a learner may work on next: « incontournables » that are not reached, then the criteria below half of their
 * worth, those that miss most of the whole first (weight × share missing). Where there is none of either, what is
 * below the best level, in the same order. Criteria that were not judged are no part of it.
 */
export function nextSteps(grid: Grid, content: EvaluationContent): NextSteps {
  const below = content.presence === 'present' ? belowBest(grid, content) : [];
  const wanted = below.filter(({ level, required }) => required || level.sharePercent < TO_WORK_ON_PERCENT);
  const steps = inOrder(wanted.length > 0 ? wanted : below, missingPoints(grid, content));
  return {
    kind: wanted.length > 0 ? 'toWorkOn' : 'further',
    steps: steps.slice(0, MAXIMUM_STEPS),
    more: Math.max(0, steps.length - MAXIMUM_STEPS),
  };
}

function belowBest({ criteria, scale }: Grid, content: EvaluationContent): readonly NextStep[] {
  const { levels } = scale;
  const chosen = chosenLevels(content);
  return criteria.flatMap((criterion) => {
    const place = levels.findIndex(({ id }) => id === chosen[criterion.id]);
    const [level, next] = [levels[place], levels[place + 1]];
    if (!level || !next) return [];
    const requiredPlace = levels.findIndex(({ id }) => id === criterion.requiredLevelId);
    const required = requiredPlace > place ? levels[requiredPlace] : undefined;
    return [{ criterion, level, next, ...(required && { required }) }];
  });
}

/** What each level leaves of its criterion's weight, on one scale for all that are judged. */
function missingPoints(grid: Grid, content: EvaluationContent): (step: NextStep) => bigint {
  const chosen = chosenLevels(content);
  const weights = criterionWeights(
    grid,
    grid.criteria.filter(({ id }) => chosen[id] !== undefined),
  );
  return ({ criterion, level }) => (weights.get(criterion.id) ?? 0n) * BigInt(100 - level.sharePercent);
}

/** Sorting is stable: what misses as much stays in the grid's order. */
function inOrder(steps: readonly NextStep[], missing: (step: NextStep) => bigint): readonly NextStep[] {
  const isRequired = ({ required }: NextStep) => Number(required !== undefined);
  return steps.toSorted((a, b) => isRequired(b) - isRequired(a) || compare(missing(b), missing(a)));
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
