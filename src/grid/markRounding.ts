import type { Rounding } from './grid.js';

/** Exact quotient in points; `denominator` is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Hundredths, a multiple of the step; halves go up.
 *
 * @param exact in points, not negative.
 */
export function roundToStep({ numerator, denominator }: Fraction, rounding: Rounding): number {
  const step = BigInt(rounding.stepHundredths);
  const stepsDenominator = denominator * step;
  const added = rounding.direction === 'up' ? stepsDenominator - 1n : stepsDenominator / 2n;
  return Number(((numerator * 100n + added) / stepsDenominator) * step);
}

/** Rounds a fraction of points to hundredths for display; never used to compute a mark. */
export const inHundredths = (fraction: Fraction): number =>
  roundToStep(fraction, { stepHundredths: 1, direction: 'nearest' });

/** -1, 0 or 1, as a fraction is below, at or above so many hundredths. */
export function compareToHundredths({ numerator, denominator }: Fraction, hundredths: number): -1 | 0 | 1 {
  const difference = numerator * 100n - BigInt(hundredths) * denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}
