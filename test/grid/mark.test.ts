import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Grid, GridCriterion } from '../../src/grid/grid.js';
import { computeMark, explainMark, type ChosenLevels, type Mark } from '../../src/grid/mark.js';
import { inHundredths } from '../../src/grid/markRounding.js';
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
    const mark = explainMark(gridOf({ criteria: [criterion('a', 300), criterion('b'), criterion('c')] }), {
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

  describe('where the grid counts what was not judged as worth nothing', () => {
    const grid = gridOf({ notJudged: 'zero' });

    it('divides by every criterion', () => assert.equal(hundredths(grid, { a: 'best' }), 1000));

    it('shows what the criterion could have brought', () => {
      const line = explainMark(grid, { a: 'best' })?.lines[1];
      assert.deepEqual(
        [line?.counts, line?.level, inHundredths(line!.points), inHundredths(line!.worth)],
        [true, undefined, 0, 1000],
      );
    });

    it('still gives no mark when nothing is judged', () => assert.equal(hundredths(grid, {}), undefined));
  });

  describe('where the grid weighs competencies', () => {
    const of = (code: string, id: string, weight = 100) => ({
      ...criterion(id, weight),
      competencyCodes: [code],
    });
    const criteria = [of('1.1', 'a', 300), of('1.1', 'b'), of('1.2', 'c'), of('1.3', 'd')];
    const grid = gridOf({ criteria, competencyWeights: { '1.1': 100, '1.2': 200 } });

    const weighed: [string, Grid, ChosenLevels, number][] = [
      [
        'shares the weight of a competency among its criteria by their own',
        grid,
        { a: 'best', b: 'none', c: 'none', d: 'none' },
        // 3/4 of 1, of 1 + 2 + 1: 3.75, of which the half goes up.
        400,
      ],
      ['gives it whole to the criteria that are judged', grid, { b: 'best', c: 'none', d: 'none' }, 500],
      ['leaves out a competency of which nothing is judged', grid, { b: 'best', d: 'none' }, 1000],
      [
        'counts it all where what is not judged is worth nothing',
        { ...grid, notJudged: 'zero' },
        { b: 'best', d: 'none' },
        // 1/4 of 1, of 4: 1.25.
        150,
      ],
      ['lets criteria of the others weigh by themselves', grid, { a: 'none', d: 'best' }, 1000],
      [
        'counts a criterion of several competencies with the first',
        gridOf({
          criteria: [{ ...criterion('a'), competencyCodes: ['1.2', '1.1'] }, of('1.1', 'b')],
          competencyWeights: { '1.1': 300, '1.2': 100 },
        }),
        { a: 'best', b: 'none' },
        500,
      ],
      [
        'takes names of Object for no competency',
        gridOf({ criteria: [of('constructor', 'a'), of('1.1', 'b')], competencyWeights: { '1.1': 100 } }),
        { a: 'best', b: 'none' },
        1000,
      ],
    ];
    for (const [name, one, chosen, expected] of weighed) {
      it(name, () => assert.equal(hundredths(one, chosen), expected));
    }

    it('tells of each line which weight it shares', () => {
      const lines = explainMark(grid, { a: 'best', d: 'best' })?.lines;
      assert.deepEqual(
        lines?.map(({ competency }) => competency?.weightHundredths),
        [100, 100, 200, undefined],
      );
    });
  });

  describe('where a criterion is « incontournable »', () => {
    const criteria = [{ ...criterion('a'), requiredLevelId: 'good' }, criterion('b', 300)];
    const capped = (hundredthsOfCap: number, change: Partial<Grid> = {}) =>
      gridOf({ criteria, requiredRule: { kind: 'cap', hundredths: hundredthsOfCap }, ...change });
    const below = (mark: Mark | undefined) =>
      mark?.belowRequired.map(({ criterion: { id }, required, level }) => [id, required.id, level?.id]);

    it('caps the mark while its level is not reached', () => {
      const mark = computeMark(capped(1000), { a: 'weak', b: 'best' });
      assert.equal(mark?.hundredths, 1000);
      assert.equal(mark.cappedAtHundredths, 1000);
      assert.deepEqual(below(mark), [['a', 'good', 'weak']]);
      assert.equal(inHundredths(mark.exact), 1665);
    });

    it('lets the mark be once it is', () => {
      for (const level of ['good', 'best']) {
        const mark = computeMark(capped(1000), { a: level, b: 'best' });
        assert.deepEqual([mark?.cappedAtHundredths, below(mark)], [undefined, []]);
        assert.ok(mark!.hundredths > 1000);
      }
    });

    it('says nothing of a cap that changes nothing', () => {
      const mark = computeMark(capped(1000), { a: 'none', b: 'weak' });
      assert.deepEqual([mark?.hundredths, mark?.cappedAtHundredths], [500, undefined]);
      assert.deepEqual(below(mark), [['a', 'good', 'none']]);
    });

    it('warns, and changes no mark, where the grid says nothing of it', () => {
      for (const rule of [{}, { requiredRule: { kind: 'warning' } as const }]) {
        const mark = computeMark(gridOf({ criteria, ...rule }), { a: 'none', b: 'best' });
        assert.deepEqual([mark?.hundredths, below(mark)], [1500, [['a', 'good', 'none']]]);
      }
    });

    it('does not hold a criterion that was left out against the learner', () => {
      const mark = computeMark(capped(1000), { b: 'best' });
      assert.deepEqual([mark?.hundredths, below(mark)], [2000, []]);
    });

    it('holds it against them where what was not judged is worth nothing', () => {
      const mark = computeMark(capped(1000, { notJudged: 'zero' }), { b: 'best' });
      assert.deepEqual([mark?.hundredths, below(mark)], [1000, [['a', 'good', undefined]]]);
    });

    it('never rounds up over the cap', () => {
      const up = { rounding: { stepHundredths: 100, direction: 'up' } as const };
      assert.equal(hundredths(capped(975, up), { a: 'none', b: 'best' }), 975);
      // 9.6 is under the cap, and would become 10.
      const near = computeMark(capped(975, { ...up, maximumHundredths: 1280 }), { a: 'none', b: 'best' });
      assert.deepEqual([near?.hundredths, near?.cappedAtHundredths], [975, 975]);
    });

    it('rounds the cap by the rule where that goes down', () => {
      assert.equal(hundredths(capped(1010), { a: 'none', b: 'best' }), 1000);
    });

    it('ignores a level that the scale does not have', () => {
      const other = [{ ...criterion('a'), requiredLevelId: 'other' }];
      assert.deepEqual(below(computeMark(gridOf({ criteria: other }), { a: 'none' })), []);
    });
  });

  it('is the same whether it is explained or not', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const explained = explainMark(grid, chosen);
        const { lines: _explanation, ...mark } = explained ?? { lines: [] };
        assert.deepEqual(explained && mark, computeMark(grid, chosen));
      }),
    );
  });

  it('equals an independent computation with rationals', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        assert.equal(hundredths(grid, chosen), reference(grid, chosen));
      }),
      { numRuns: 500 },
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
      { numRuns: 500 },
    );
  });

  it('never falls when one more criterion is judged, where the others are worth nothing', () => {
    fc.assert(
      fc.property(anyJudgedGrid, fc.nat(), ({ grid, chosen }, pick) => {
        const zero: Grid = { ...grid, notJudged: 'zero' };
        const open = grid.criteria.filter(({ id }) => !(id in chosen));
        fc.pre(open.length > 0 && open.length < grid.criteria.length);
        const id = open[pick % open.length]?.id ?? '';
        for (const level of grid.scale.levels) {
          const more = hundredths(zero, { ...chosen, [id]: level.id }) ?? 0;
          assert.ok(more >= (hundredths(zero, chosen) ?? 0));
        }
      }),
    );
  });

  it('is never over the cap while an « incontournable » is not reached', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const mark = computeMark(grid, chosen);
        if (!mark || mark.belowRequired.length === 0 || grid.requiredRule?.kind !== 'cap') return;
        assert.ok(mark.hundredths <= grid.requiredRule.hundredths);
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
        const criteria = grid.criteria.map((each) => heavier(each, factor));
        const competencyWeights = Object.fromEntries(
          Object.entries(grid.competencyWeights ?? {}).map(([code, weight]) => [code, weight * factor]),
        );
        assert.equal(hundredths({ ...grid, criteria, competencyWeights }, chosen), hundredths(grid, chosen));
      }),
    );
  });

  it('depends, within a weighed competency, on the proportions of its own weights alone', () => {
    fc.assert(
      fc.property(anyJudgedGrid, fc.integer({ min: 2, max: 50 }), ({ grid, chosen }, factor) => {
        const weighed = Object.keys(grid.competencyWeights ?? {});
        fc.pre(weighed.length > 0);
        const criteria = grid.criteria.map((each) =>
          each.competencyCodes[0] === weighed[0] ? heavier(each, factor) : each,
        );
        assert.equal(hundredths({ ...grid, criteria }, chosen), hundredths(grid, chosen));
      }),
    );
  });

  it('rounds once: a mark is a bound, or a multiple of the step within reach of the exact one', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const mark = computeMark(grid, chosen);
        if (!mark || mark.hundredths === grid.maximumHundredths) return;
        if (mark.hundredths === mark.cappedAtHundredths) return;
        const { stepHundredths, direction } = grid.rounding;
        assert.equal(mark.hundredths % stepHundredths, 0);
        // In hundredths times the denominator, so that nothing is rounded here.
        const { numerator, denominator } = mark.exact;
        const sum = numerator * 100n;
        const cap = BigInt(mark.cappedAtHundredths ?? grid.maximumHundredths) * denominator;
        const gap = BigInt(mark.hundredths) * denominator - (sum < cap ? sum : cap);
        const step = BigInt(stepHundredths) * denominator;
        if (direction === 'up') assert.ok(gap >= 0n && gap < step);
        else assert.ok(2n * gap <= step && -2n * gap < step);
      }),
    );
  });

  it('explains the whole mark: the lines add up to it, and their worth to the maximum', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid, chosen }) => {
        const mark = explainMark(grid, chosen);
        if (!mark) return;
        const { lines, exact } = mark;
        const { denominator } = exact;
        assert.ok(
          lines.every(({ points, worth }) => [points, worth].every((f) => f.denominator === denominator)),
        );
        assert.equal(
          lines.reduce((sum, { points }) => sum + points.numerator, 0n),
          exact.numerator,
        );
        const worth = lines.reduce((sum, line) => sum + line.worth.numerator, 0n);
        assert.equal(worth * 100n, BigInt(grid.maximumHundredths) * denominator);
        assert.ok(lines.every((line) => line.counts === line.worth.numerator > 0n));
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

const heavier = (each: GridCriterion, factor: number): GridCriterion => ({
  ...each,
  weightHundredths: each.weightHundredths * factor,
});

/**
 * Another way to the same mark: the mean of each weighed competency first, then the mean of means and criteria,
 * with fractions reduced at each step, and rounding by remainder.
 */
function reference(grid: Grid, chosen: ChosenLevels): number | undefined {
  const { criteria, scale, competencyWeights = {}, notJudged, requiredRule } = grid;
  const levelOf = ({ id }: GridCriterion) => scale.levels.findIndex((each) => each.id === chosen[id]);
  const counted = criteria.filter((each) => notJudged === 'zero' || levelOf(each) >= 0);
  if (criteria.every((each) => levelOf(each) < 0)) return undefined;

  const shareOf = (each: GridCriterion) =>
    fraction(BigInt(scale.levels[levelOf(each)]?.sharePercent ?? 0), 100n);
  const mean = (parts: readonly { weight: number; share: Ratio }[]) => {
    const weight = parts.reduce((sum, part) => sum + BigInt(part.weight), 0n);
    const earned = parts.reduce(
      (sum, part) => plus(sum, times(fraction(BigInt(part.weight), 1n), part.share)),
      fraction(0n, 1n),
    );
    return times(earned, fraction(1n, weight));
  };
  const own = (each: GridCriterion) => ({ weight: each.weightHundredths, share: shareOf(each) });
  const codeOf = ({ competencyCodes: [code = ''] }: GridCriterion) => code;
  const weighed = Object.entries(competencyWeights).flatMap(([code, weight]) => {
    const its = counted.filter((each) => codeOf(each) === code);
    return its.length === 0 ? [] : [{ weight, share: mean(its.map(own)) }];
  });
  const single = counted.filter((each) => !(codeOf(each) in competencyWeights)).map(own);

  const maximum = BigInt(grid.maximumHundredths);
  const isBelow = counted.some((each) => {
    const required = scale.levels.findIndex(({ id }) => id === each.requiredLevelId);
    return required >= 0 && levelOf(each) < required;
  });
  const cap = isBelow && requiredRule?.kind === 'cap' ? BigInt(requiredRule.hundredths) : maximum;
  const bound = cap < maximum ? cap : maximum;
  const [top, bottom] = times(mean([...weighed, ...single]), fraction(maximum, 1n));
  const [limited, by] = top > bound * bottom ? [bound, 1n] : [top, bottom];
  if (limited === maximum * by) return Number(maximum);
  const step = BigInt(grid.rounding.stepHundredths);
  const whole = limited / (by * step);
  const rest = limited - whole * by * step;
  const up = grid.rounding.direction === 'up' ? rest > 0n : 2n * rest >= by * step;
  const rounded = (whole + (up ? 1n : 0n)) * step;
  return Number(rounded < bound ? rounded : bound);
}

type Ratio = readonly [bigint, bigint];

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

function fraction(top: bigint, bottom: bigint): Ratio {
  const divisor = gcd(top, bottom) || 1n;
  return [top / divisor, bottom / divisor];
}

const plus = ([a, b]: Ratio, [c, d]: Ratio): Ratio => fraction(a * d + c * b, b * d);
const times = ([a, b]: Ratio, [c, d]: Ratio): Ratio => fraction(a * c, b * d);
