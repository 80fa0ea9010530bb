import type { Grid, GridCriterion } from './grid.js';

/** The competency whose weight a criterion has a part of. */
export interface WeighedCompetency {
  readonly code: string;
  /** Hundredths of a weight. */
  readonly weightHundredths: number;
}

/**
 * The competency that a criterion counts with, where the grid weighs it: the first of the criterion's, under which
 * it stands on every page.
 */
export function weighedCompetency(
  { competencyWeights }: Pick<Grid, 'competencyWeights'>,
  { competencyCodes }: GridCriterion,
): WeighedCompetency | undefined {
  const code = competencyCodes[0];
  if (code === undefined || !competencyWeights || !Object.hasOwn(competencyWeights, code)) return undefined;
  return { code, weightHundredths: competencyWeights[code] ?? 0 };
}

/**
 * What each criterion weighs beside the others that count, by criterion id. A weighed competency is one line,
 * shared among its counted criteria in proportion to their own weights; the others weigh by themselves. Whole
 * numbers on one common scale, so that their proportions are exact.
 */
export function criterionWeights(
  grid: Pick<Grid, 'competencyWeights'>,
  counted: readonly GridCriterion[],
): ReadonlyMap<string, bigint> {
  const shared = new Map<string, bigint>();
  for (const criterion of counted) {
    const code = weighedCompetency(grid, criterion)?.code;
    if (code !== undefined) shared.set(code, (shared.get(code) ?? 0n) + BigInt(criterion.weightHundredths));
  }
  const scale = [...shared.values()].reduce(leastCommonMultiple, 1n);
  return new Map(
    counted.map((criterion) => {
      const own = BigInt(criterion.weightHundredths);
      const competency = weighedCompetency(grid, criterion);
      const sum = competency && shared.get(competency.code);
      if (!competency || !sum) return [criterion.id, own * scale];
      return [criterion.id, BigInt(competency.weightHundredths) * own * (scale / sum)];
    }),
  );
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : greatestCommonDivisor(b, a % b);

/** Competencies of no weight at all add nothing to it. */
const leastCommonMultiple = (a: bigint, b: bigint): bigint =>
  b === 0n ? a : (a / greatestCommonDivisor(a, b)) * b;
