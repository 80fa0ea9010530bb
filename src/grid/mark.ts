import type { Grid, GridCriterion, Rounding } from './grid.js';
import type { Level } from './scale.js';

/** Criterion id → id of the level chosen; a criterion that is not judged has no entry. */
export type ChosenLevels = Readonly<Record<string, string>>;

/** What one criterion brings to the mark. */
export interface MarkLine {
  readonly criterion: GridCriterion;
  /** Absent when the criterion was not judged: it counts neither for nor against. */
  readonly level?: Level;
  /** Points of the maximum that the level earned, unrounded. */
  readonly points: Fraction;
  /** Points of the maximum that the best level would have earned, unrounded. */
  readonly worth: Fraction;
}

export interface Mark {
  /** Hundredths of a mark, after the grid's rounding: 1450 is 14,5. */
  readonly hundredths: number;
  readonly maximumHundredths: number;
  /** Before rounding. */
  readonly exact: Fraction;
  readonly lines: readonly MarkLine[];
}

/** Exact quotient in points; `denominator` is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The mark that the chosen levels earn: Σ(weight × share) / Σ(weight of judged criteria) × maximum, rounded
 * once by the grid's rule. Integers all the way, so 0.1 + 0.2 never shows.
 *
 * @returns undefined when no criterion is judged.
 */
export function computeMark(grid: Grid, chosen: ChosenLevels): Mark | undefined {
  const judged = grid.criteria.map((criterion) => ({
    criterion,
    level: chosenLevel(grid, criterion, chosen),
  }));
  const weight = sum(judged.map(({ criterion, level }) => (level ? BigInt(criterion.weightHundredths) : 0n)));
  if (weight === 0n) return undefined;

  const maximum = BigInt(grid.maximumHundredths);
  const points = (share: bigint, criterion: GridCriterion): Fraction => ({
    numerator: BigInt(criterion.weightHundredths) * share * maximum,
    denominator: weight * 100n * 100n,
  });
  const lines = judged.map(({ criterion, level }): MarkLine => {
    if (!level) return { criterion, points: zero, worth: zero };
    return {
      criterion,
      level,
      points: points(BigInt(level.sharePercent), criterion),
      worth: points(100n, criterion),
    };
  });
  const exact = {
    numerator: sum(lines.map((line) => line.points.numerator)),
    denominator: weight * 100n * 100n,
  };
  return { hundredths: rounded(exact, grid), maximumHundredths: grid.maximumHundredths, exact, lines };
}

const zero: Fraction = { numerator: 0n, denominator: 1n };

const sum = (numbers: readonly bigint[]) => numbers.reduce((total, n) => total + n, 0n);

function chosenLevel(grid: Grid, criterion: GridCriterion, chosen: ChosenLevels): Level | undefined {
  return grid.scale.levels.find((level) => level.id === chosen[criterion.id]);
}

/** A maximum that is no multiple of the step is neither passed nor out of reach. */
function rounded(exact: Fraction, { maximumHundredths, rounding }: Grid): number {
  const isFull = exact.numerator * 100n === BigInt(maximumHundredths) * exact.denominator;
  return isFull ? maximumHundredths : Math.min(Number(roundToStep(exact, rounding)), maximumHundredths);
}

/** Hundredths, a multiple of the step; halves go up. */
function roundToStep({ numerator, denominator }: Fraction, { stepHundredths, direction }: Rounding): bigint {
  const step = BigInt(stepHundredths);
  const stepsDenominator = denominator * step;
  const stepsNumerator = numerator * 100n;
  const added = direction === 'up' ? stepsDenominator - 1n : stepsDenominator / 2n;
  return ((stepsNumerator + added) / stepsDenominator) * step;
}

/** Rounds a fraction of points to hundredths for display; never used to compute a mark. */
export function inHundredths(fraction: Fraction): number {
  return Number(roundToStep(fraction, { stepHundredths: 1, direction: 'nearest' }));
}
