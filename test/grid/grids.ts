import * as fc from 'fast-check';
import type { Grid, GridCriterion, RequiredRule } from '../../src/grid/grid.js';
import type { ChosenLevels } from '../../src/grid/mark.js';
import type { Level, LevelSign } from '../../src/grid/scale.js';

const level = (id: string, sharePercent: number, sign: LevelSign): Level => ({
  id,
  label: id,
  code: id.slice(0, 2),
  sharePercent,
  sign,
});

/** 0, 33, 67 and 100 %. */
const levels = [
  level('none', 0, 'empty'),
  level('weak', 33, 'quarter'),
  level('good', 67, 'threeQuarters'),
  level('best', 100, 'full'),
];

export const criterion = (id: string, weightHundredths = 100): GridCriterion => ({
  id,
  text: `Criterion ${id}`,
  competencyCodes: ['1.1'],
  weightHundredths,
});

/** Two criteria of weight 1, four levels, on 20, nearest half. */
export function gridOf(change: Partial<Grid> = {}): Grid {
  return {
    title: 'Accueil téléphonique',
    frameworkId: 'metiers-accueil',
    scale: { id: 'four', name: 'Four levels', levels },
    criteria: [criterion('a'), criterion('b')],
    maximumHundredths: 2000,
    rounding: { stepHundredths: 50, direction: 'nearest' },
    purpose: 'formative',
    ...change,
  };
}

const SIGNS: readonly LevelSign[] = ['empty', 'quarter', 'half', 'threeQuarters', 'full'];

const anyScale = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 6 })
  .map((shares) => ({
    id: 'any',
    name: 'Any',
    levels: shares
      .toSorted((a, b) => a - b)
      .map((share, index) => level(`l${index}`, share, SIGNS[index] ?? 'full')),
  }));

const anyRounding = fc.record({
  stepHundredths: fc.constantFrom(1 as const, 10 as const, 25 as const, 50 as const, 100 as const),
  direction: fc.constantFrom('nearest' as const, 'up' as const),
});

const anyWeight = fc.integer({ min: 1, max: 10_000 });

const CODES = ['1.1', '1.2', '1.3', '2.1'] as const;

/** A criterion's weight, competencies and the place of the level that it requires; none is a negative place. */
const anyCriterion = fc.record({
  weightHundredths: anyWeight,
  competencyCodes: fc.subarray([...CODES], { minLength: 1 }).chain((codes) => fc.constantFrom(codes)),
  required: fc.integer({ min: -6, max: 5 }),
});

const anyRequiredRule: fc.Arbitrary<RequiredRule> = fc.oneof(
  fc.constant({ kind: 'warning' as const }),
  fc.integer({ min: 0, max: 100_000 }).map((hundredths) => ({ kind: 'cap' as const, hundredths })),
);

/** Grids of every size, weight, scale, maximum, rule and rounding that a teacher can make. */
const anyGrid = fc
  .record(
    {
      criteria: fc.array(anyCriterion, { minLength: 1, maxLength: 40 }),
      scale: anyScale,
      maximumHundredths: fc.integer({ min: 1, max: 100_000 }),
      rounding: anyRounding,
      notJudged: fc.constantFrom('leftOut' as const, 'zero' as const),
      requiredRule: anyRequiredRule,
      competencyWeights: fc.dictionary(fc.constantFrom(...CODES), anyWeight),
    },
    { requiredKeys: ['criteria', 'scale', 'maximumHundredths', 'rounding'] },
  )
  .map(({ criteria, scale, ...rest }) =>
    gridOf({
      ...rest,
      scale,
      criteria: criteria.map(({ required, ...each }, index) => {
        const requiredLevelId = scale.levels[required]?.id;
        return { ...criterion(`c${index}`), ...each, ...(requiredLevelId && { requiredLevelId }) };
      }),
    }),
  );

/** A grid, and a level or none for each of its criteria. */
export const anyJudgedGrid: fc.Arbitrary<{ grid: Grid; chosen: ChosenLevels }> = anyGrid.chain((grid) =>
  fc
    .array(fc.option(fc.constantFrom(...grid.scale.levels), { nil: undefined }), {
      minLength: grid.criteria.length,
      maxLength: grid.criteria.length,
    })
    .map((picked) => ({
      grid,
      chosen: Object.fromEntries(
        grid.criteria.flatMap(({ id }, index) => {
          const at = picked[index];
          return at ? [[id, at.id]] : [];
        }),
      ),
    })),
);
