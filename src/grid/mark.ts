import type { Grid, GridCriterion } from './grid.js';
import { belowRequired, type BelowRequired, type CriterionLevel } from './markRequired.js';
import { compareToHundredths, roundToStep, type Fraction } from './markRounding.js';
import { criterionWeights, weighedCompetency, type WeighedCompetency } from './markWeights.js';
import type { Level } from './scale.js';

/** Criterion id → id of the level chosen; a criterion that is not judged has no entry. */
export type ChosenLevels = Readonly<Record<string, string>>;

/** What one criterion brings to the mark. */
export interface MarkLine {
  readonly criterion: GridCriterion;
  /** Absent when the criterion was not judged. */
  readonly level?: Level;
  /** Whether it is in the sum: judged, or not judged on a grid that counts such criteria as worth nothing. */
  readonly counts: boolean;
  /** The competency whose weight the criterion shares. Absent: it weighs by itself. */
  readonly competency?: WeighedCompetency;
  /** Points of the maximum that the level earned, unrounded. */
  readonly points: Fraction;
  /** Points of the maximum that the best level would have earned, unrounded. */
  readonly worth: Fraction;
}

export interface Mark {
  /** Hundredths of a mark, after the cap and the grid's rounding: 1450 is 14,5. */
  readonly hundredths: number;
  readonly maximumHundredths: number;
  /** The sum of the lines, before the cap and the rounding. */
  readonly exact: Fraction;
  /** In the grid's order. */
  readonly lines: readonly MarkLine[];
  /** « Incontournables » that were not reached; what follows is the grid's `requiredRule`. */
  readonly belowRequired: readonly BelowRequired[];
  /** The cap, in hundredths of a mark, where it made the mark lower. */
  readonly cappedAtHundredths?: number;
}

/**
 * The mark that the chosen levels earn: Σ(weight × share) / Σ(weight of the criteria that count) × maximum, then
 * the cap of « incontournables » that were not reached, then one rounding by the grid's rule. Integers all the
 * way, so 0.1 + 0.2 never shows.
 *
 * @returns undefined when no criterion is judged.
 */
export function computeMark(grid: Grid, chosen: ChosenLevels): Mark | undefined {
  const judged = grid.criteria.map((criterion) => ({
    criterion,
    level: chosenLevel(grid, criterion, chosen),
  }));
  if (judged.every(({ level }) => !level)) return undefined;

  const counted = grid.notJudged === 'zero' ? judged : judged.filter(({ level }) => level);
  const lines = markLines(grid, judged, counted);
  const [first] = lines;
  if (!first) return undefined;
  const { denominator } = first.points;
  const exact = { numerator: sum(lines.map(({ points }) => points.numerator)), denominator };
  const below = belowRequired(grid, counted);
  return {
    ...cappedAndRounded(exact, grid, below.length > 0),
    maximumHundredths: grid.maximumHundredths,
    exact,
    lines,
    belowRequired: below,
  };
}

/** Over one common denominator; none when nothing that counts has a weight. */
function markLines(
  grid: Grid,
  judged: readonly CriterionLevel[],
  counted: readonly CriterionLevel[],
): readonly MarkLine[] {
  const weights = criterionWeights(
    grid,
    counted.map(({ criterion }) => criterion),
  );
  const weight = sum([...weights.values()]);
  if (weight === 0n) return [];

  const lineOf = ({ criterion, level }: CriterionLevel): MarkLine => {
    const competency = weighedCompetency(grid, criterion);
    const points = (share: number): Fraction => ({
      numerator: (weights.get(criterion.id) ?? 0n) * BigInt(share) * BigInt(grid.maximumHundredths),
      denominator: weight * 100n * 100n,
    });
    return {
      criterion,
      counts: weights.has(criterion.id),
      points: points(level?.sharePercent ?? 0),
      worth: points(100),
      ...(level && { level }),
      ...(competency && { competency }),
    };
  };
  return judged.map(lineOf);
}

const sum = (numbers: readonly bigint[]) => numbers.reduce((total, n) => total + n, 0n);

function chosenLevel(grid: Grid, criterion: GridCriterion, chosen: ChosenLevels): Level | undefined {
  return grid.scale.levels.find((level) => level.id === chosen[criterion.id]);
}

/** Rounding up never takes a mark over the cap that was set on it. */
function cappedAndRounded(
  exact: Fraction,
  grid: Grid,
  isBelow: boolean,
): Pick<Mark, 'hundredths' | 'cappedAtHundredths'> {
  const hundredths = rounded(exact, grid);
  const { requiredRule } = grid;
  if (!isBelow || requiredRule?.kind !== 'cap') return { hundredths };

  const cap = requiredRule.hundredths;
  const isAbove = compareToHundredths(exact, cap) > 0;
  if (!isAbove && hundredths <= cap) return { hundredths };
  const capped = isAbove ? rounded({ numerator: BigInt(cap), denominator: 100n }, grid) : hundredths;
  return { hundredths: Math.min(capped, cap), cappedAtHundredths: cap };
}

/** A maximum that is no multiple of the step is neither passed nor out of reach. */
function rounded(exact: Fraction, { maximumHundredths, rounding }: Grid): number {
  if (compareToHundredths(exact, maximumHundredths) >= 0) return maximumHundredths;
  return Math.min(roundToStep(exact, rounding), maximumHundredths);
}
