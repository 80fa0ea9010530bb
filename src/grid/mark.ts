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
  /** The sum of what each criterion brings, before the cap and the rounding. */
  readonly exact: Fraction;
  /** « Incontournables » that were not reached; what follows is the grid's `requiredRule`. */
  readonly belowRequired: readonly BelowRequired[];
  /** The cap, in hundredths of a mark, where it made the mark lower. */
  readonly cappedAtHundredths?: number;
}

export interface ExplainedMark extends Mark {
  /** In the grid's order. */
  readonly lines: readonly MarkLine[];
}

/**
 * The mark that the chosen levels earn: Σ(weight × share) / Σ(weight of the criteria that count) × maximum, then
 * the cap of « incontournables » that were not reached, then one rounding by the grid's rule. Integers all the
 * way, so 0.1 + 0.2 never shows.
 *
 * @returns undefined when no criterion is judged.
 */
export function computeMark(grid: Grid, chosen: ChosenLevels): Mark | undefined {
  const judged = judgedCriteria(grid, chosen);
  return judged && markOf(grid, judged);
}

/** The same mark, with what each criterion brings to it. */
export function explainMark(grid: Grid, chosen: ChosenLevels): ExplainedMark | undefined {
  const judged = judgedCriteria(grid, chosen);
  const mark = judged && markOf(grid, judged);
  return mark && { ...mark, lines: markLines(grid, judged) };
}

interface Judged {
  readonly all: readonly CriterionLevel[];
  readonly counted: readonly CriterionLevel[];
}

function judgedCriteria(grid: Grid, chosen: ChosenLevels): Judged | undefined {
  const all = grid.criteria.map((criterion) => ({ criterion, level: chosenLevel(grid, criterion, chosen) }));
  const judged = all.filter(({ level }) => level);
  if (judged.length === 0) return undefined;
  return { all, counted: grid.notJudged === 'zero' ? all : judged };
}

/** None when nothing that counts has a weight. */
function markOf(grid: Grid, { counted }: Judged): Mark | undefined {
  const exact = exactMark(grid, counted);
  if (!exact) return undefined;
  const below = belowRequired(grid, counted);
  return {
    ...cappedAndRounded(exact, grid, below.length > 0),
    maximumHundredths: grid.maximumHundredths,
    exact,
    belowRequired: below,
  };
}

/** Without weighed competencies the sums are small whole numbers; with them they may be of any size. */
function exactMark(grid: Grid, counted: readonly CriterionLevel[]): Fraction | undefined {
  if (!grid.competencyWeights) return plainMark(grid, counted);
  const weights = weightsOf(grid, counted);
  const weight = sum([...weights.values()]);
  if (weight === 0n) return undefined;
  const earned = counted.map(
    ({ criterion, level }) => (weights.get(criterion.id) ?? 0n) * BigInt(level?.sharePercent ?? 0),
  );
  return { numerator: sum(earned) * BigInt(grid.maximumHundredths), denominator: weight * 100n * 100n };
}

function plainMark({ maximumHundredths }: Grid, counted: readonly CriterionLevel[]): Fraction | undefined {
  let weight = 0;
  let earned = 0;
  for (const { criterion, level } of counted) {
    weight += criterion.weightHundredths;
    earned += criterion.weightHundredths * (level?.sharePercent ?? 0);
  }
  if (weight === 0) return undefined;
  return { numerator: BigInt(earned) * BigInt(maximumHundredths), denominator: BigInt(weight) * 10_000n };
}

const weightsOf = (grid: Grid, counted: readonly CriterionLevel[]) =>
  criterionWeights(
    grid,
    counted.map(({ criterion }) => criterion),
  );

/** Over one common denominator. */
function markLines(grid: Grid, { all, counted }: Judged): readonly MarkLine[] {
  const weights = weightsOf(grid, counted);
  const weight = sum([...weights.values()]);
  return all.map(({ criterion, level }) => {
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
  });
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
