import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Grid } from '../../src/grid/grid.js';
import { computeMark, inHundredths, type ChosenLevels } from '../../src/grid/mark.js';
import { anyJudgedGrid, criterion, gridOf } from './grids.js';

const hundredths = (grid: Grid, chosen: ChosenLevels) => computeMark(grid, chosen)?.hundredths;

describe('computeMark', () => {
  const cases: { name: string; grid?: Partial<Grid>; chosen: ChosenLevels; expected: number | undefined }[] =
    [
      { name: 'gives the maximum for full mastery', chosen: { a: 'best', b: 'best' }, expected: 2000 },
      { name: 'gives zero for none', chosen: { a: 'none', b: 'none' }, expected: 0 },
      { name: 'gives no mark when no criterion is judged', chosen: {}, expected: undefined },
      { name: 'gives no mark for levels of another scale', chosen: { a: 'other' }, expected: undefined },
      { name: 'takes names of Object for no level', chosen: { a: 'constructor' }, expected: undefined },
      { name: 'leaves out criteria that are not judged', chosen: { a: 'best' }, expected: 2000 },
      { name: 'leaves out criteria of another grid', chosen: { a: 'best', z: 'none' }, expected: 2000 },
      { name: 'rounds 13.4 to the nearest half', chosen: { a: 'good', b: 'good' }, expected: 1350 },
      { name: 'rounds 6.6 to the nearest half', chosen: { a: 'weak', b: 'weak' }, expected: 650 },
      {
        name: 'weighs criteria',
        grid: { criteria: [criterion('a', 300), criterion('b', 100)] },
        chosen: { a: 'best', b: 'none' },
        expected: 1500,
      },
      {
        name: 'takes fractional weights',
        grid: { criteria: [criterion('a', 150), criterion('b', 50)] },
        chosen: { a: 'none', b: 'best' },
        expected: 500,
      },
      {
        name: 'rounds up where the grid says so',
        grid: { rounding: { stepHundredths: 100, direction: 'up' } },
        chosen: { a: 'weak', b: 'weak' },
        expected: 700,
      },
      {
        name: 'leaves a multiple of the step alone when it rounds up',
        grid: { rounding: { stepHundredths: 50, direction: 'up' } },
        chosen: { a: 'best', b: 'none' },
        expected: 1000,
      },
      {
        name: 'rounds a half up',
        grid: { maximumHundredths: 50, rounding: { stepHundredths: 50, direction: 'nearest' } },
        chosen: { a: 'best', b: 'none' },
        expected: 50,
      },
      {
        name: 'never passes a maximum that is no multiple of the step',
        grid: { maximumHundredths: 1975, rounding: { stepHundredths: 50, direction: 'up' } },
        chosen: { a: 'best', b: 'best' },
        expected: 1975,
      },
      {
        name: 'reaches a maximum that is no multiple of the step',
        grid: { maximumHundredths: 720 },
        chosen: { a: 'best', b: 'best' },
        expected: 720,
      },
    ];

  for (const { name, grid, chosen, expected } of cases) {
    it(name, () => assert.equal(hundredths(gridOf(grid), chosen), expected));
  }

  it('shows a third of a point as it is, whatever binary fractions make of it', () => {
    const thirds = gridOf({
      criteria: [criterion('a'), criterion('b'), criterion('c')],
      maximumHundredths: 100,
      rounding: { stepHundredths: 1, direction: 'nearest' },
    });
    const mark = computeMark(thirds, { a: 'best', b: 'none', c: 'none' });
    assert.equal(mark?.hundredths, 33);
    assert.equal(mark.exact.numerator * 3n, mark.exact.denominator);
  });

  it('says what each criterion brought and could have brought', () => {
    const mark = computeMark(gridOf({ criteria: [criterion('a', 300), criterion('b'), criterion('c')] }), {
      a: 'best',
      b: 'weak',
    });
    const lines = mark?.lines.map(({ criterion: { id }, level, points, worth }) => [
      id,
      level?.id,
      inHundredths(points),
      inHundredths(worth),
    ]);
    assert.deepEqual(lines, [
      ['a', 'best', 1500, 1500],
      ['b', 'weak', 165, 500],
      ['c', undefined, 0, 0],
    ]);
  });

  it('equals an independent computation with rationals', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        assert.equal(hundredths(grid, chosen), reference(grid, chosen));
      }),
    );
  });

  it('stays between zero and the maximum', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const mark = hundredths(grid, chosen) ?? 0;
        assert.ok(mark >= 0 && mark <= grid.maximumHundredths);
      }),
    );
  });

  it('never falls when one level rises', () => {
    fc.assert(
      fc.property(anyJudgedGrid, fc.nat(), ({ grid, chosen }, pick) => {
        const ids = Object.keys(chosen);
        fc.pre(ids.length > 0);
        const id = ids[pick % ids.length] ?? '';
        const marks = grid.scale.levels.map((level) => hundredths(grid, { ...chosen, [id]: level.id }) ?? 0);
        assert.deepEqual(
          marks,
          marks.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('does not depend on the order of the criteria', () => {
    fc.assert(
      fc.property(
        anyJudgedGrid.chain(({ grid, chosen }) =>
          fc
            .shuffledSubarray([...grid.criteria], { minLength: grid.criteria.length })
            .map((criteria) => ({ grid, chosen, criteria })),
        ),
        ({ grid, chosen, criteria }) => {
          assert.equal(hundredths({ ...grid, criteria }, chosen), hundredths(grid, chosen));
        },
      ),
    );
  });

  it('depends on the proportions of the weights alone', () => {
    fc.assert(
      fc.property(anyJudgedGrid, fc.integer({ min: 2, max: 50 }), ({ grid, chosen }, factor) => {
        const criteria = grid.criteria.map((each) => ({
          ...each,
          weightHundredths: each.weightHundredths * factor,
        }));
        assert.equal(hundredths({ ...grid, criteria }, chosen), hundredths(grid, chosen));
      }),
    );
  });

  it('rounds once: a mark is the maximum, or a multiple of the step within reach of the exact one', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const mark = computeMark(grid, chosen);
        if (!mark || mark.hundredths === grid.maximumHundredths) return;
        const { stepHundredths, direction } = grid.rounding;
        assert.equal(mark.hundredths % stepHundredths, 0);
        // In hundredths times the denominator, so that nothing is rounded here.
        const gap = BigInt(mark.hundredths) * mark.exact.denominator - mark.exact.numerator * 100n;
        const step = BigInt(stepHundredths) * mark.exact.denominator;
        if (direction === 'up') assert.ok(gap >= 0n && gap < step);
        else assert.ok(2n * gap <= step && -2n * gap < step);
      }),
    );
  });

  it('explains the whole mark: the lines add up to it, and their worth to the maximum', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const mark = computeMark(grid, chosen);
        if (!mark) return;
        const judged = mark.lines.filter(({ level }) => level);
        const { denominator } = mark.exact;
        assert.ok(
          judged.every(({ points, worth }) => [points, worth].every((f) => f.denominator === denominator)),
        );
        assert.equal(
          judged.reduce((sum, { points }) => sum + points.numerator, 0n),
          mark.exact.numerator,
        );
        const worth = judged.reduce((sum, line) => sum + line.worth.numerator, 0n);
        assert.equal(worth * 100n, BigInt(grid.maximumHundredths) * denominator);
      }),
    );
  });
});

describe('inHundredths', () => {
  const cases: [string, bigint, bigint, number][] = [
    ['rounds a third', 1n, 3n, 33],
    ['rounds two thirds', 2n, 3n, 67],
    ['rounds a half of a hundredth up', 1n, 200n, 1],
    ['gives whole points', 15n, 1n, 1500],
    ['gives zero', 0n, 7n, 0],
  ];
  for (const [name, numerator, denominator, expected] of cases) {
    it(name, () => assert.equal(inHundredths({ numerator, denominator }), expected));
  }
});

/** Another way to the same mark: a fraction reduced at each step, and rounding by remainder. */
function reference(grid: Grid, chosen: ChosenLevels): number | undefined {
  let weight = 0n;
  let earned = fraction(0n, 1n);
  for (const { id, weightHundredths } of grid.criteria) {
    const level = grid.scale.levels.find((each) => each.id === chosen[id]);
    if (!level) continue;
    weight += BigInt(weightHundredths);
    earned = plus(earned, fraction(BigInt(weightHundredths) * BigInt(level.sharePercent), 100n));
  }
  if (weight === 0n) return undefined;

  const maximum = BigInt(grid.maximumHundredths);
  const [top, bottom] = fraction(earned[0] * maximum, earned[1] * weight);
  if (top === maximum * bottom) return grid.maximumHundredths;
  const step = BigInt(grid.rounding.stepHundredths);
  const whole = top / (bottom * step);
  const rest = top - whole * bottom * step;
  const up = grid.rounding.direction === 'up' ? rest > 0n : 2n * rest >= bottom * step;
  const rounded = (whole + (up ? 1n : 0n)) * step;
  return Number(rounded < maximum ? rounded : maximum);
}

type Ratio = readonly [bigint, bigint];

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

function fraction(top: bigint, bottom: bigint): Ratio {
  const divisor = gcd(top, bottom) || 1n;
  return [top / divisor, bottom / divisor];
}

const plus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => fraction(a * d + c * b, b * d);
