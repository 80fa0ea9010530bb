import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BadRequest } from '../../../src/errors.js';
import type { Grid } from '../../../src/grid/grid.js';
import { fieldsOf, type GridFields } from '../../../src/web/grid/gridFields.js';
import { gridOfFields } from '../../../src/web/grid/gridOfFields.js';
import { anyJudgedGrid, criterion, gridOf } from '../../grid/grids.js';

const ID = 'metiers-accueil';
const fields = (grid: Grid, change: Partial<GridFields> = {}) => ({ ...fieldsOf(grid, 1, 'fr'), ...change });

/** Everything that may be absent is there. */
const full: Grid = gridOf({
  scale: { ...gridOf().scale, id: 'own' },
  sections: [
    { id: 's1', title: 'Avant' },
    { id: 's2', title: 'Pendant' },
  ],
  criteria: [
    criterion('a', 10_000),
    { ...criterion('b', 1), sectionId: 's1', requiredLevelId: 'good', descriptors: { best: 'Tout' } },
    { ...criterion('C1.1-1', 125), sectionId: 's2', criterionCode: 'C1.1-1' },
  ],
  maximumHundredths: 100_000,
  competencyWeights: { '1.1': 250 },
  requiredRule: { kind: 'cap', hundredths: 999 },
  notJudged: 'zero',
});

describe('gridOfFields', () => {
  it('gives back the grid that the fields were made of', () => {
    assert.deepEqual(gridOfFields(fields(full), ID, []), full);
    for (const locale of ['fr', 'en'] as const) {
      assert.deepEqual(gridOfFields(fieldsOf(full, 1, locale), ID, []), full);
    }
  });

  it('gives back every grid that a teacher can make', () => {
    fc.assert(
      fc.property(anyJudgedGrid, ({ grid }) => {
        const own = { ...grid, scale: { ...grid.scale, id: 'own' } };
        const { competencyWeights, ...rest } = gridOfFields(fields(own), ID, []);
        const { competencyWeights: before = {}, ...expected } = own;
        const held = new Set(own.criteria.map(({ competencyCodes }) => competencyCodes[0]));
        const kept = Object.entries(before).filter(([code]) => held.has(code));
        assert.deepEqual(competencyWeights ?? {}, Object.fromEntries(kept));
        assert.deepEqual(normal(rest), normal(expected));
      }),
    );
  });

  it("keeps a preset's id as long as its levels are the preset's", () => {
    const { scale } = gridOf();
    assert.equal(gridOfFields(fields(gridOf()), ID, [scale]).scale.id, 'four');
    const [first, ...others] = fields(gridOf()).levels;
    assert.ok(first);
    const changed = fields(gridOf(), { levels: [{ ...first, share: '5' }, ...others] });
    assert.equal(gridOfFields(changed, ID, [scale]).scale.id, 'four.own');
    assert.equal(gridOfFields({ ...changed, scaleId: 'four.own' }, ID, [scale]).scale.id, 'four.own');
  });

  it('leaves out what was taken out, and asks what then to require', () => {
    const { levels, items } = fields(full);
    const grid = gridOfFields(
      fields(full, {
        levels: levels.map((level) => Object.assign(level, { removed: /good|best/.test(level.id) })),
        items: items.map((item) => Object.assign(item, { removed: /s1|C1/.test(item.id) })),
      }),
      ID,
      [],
    );
    assert.deepEqual(
      grid.scale.levels.map(({ id }) => id),
      ['none', 'weak'],
    );
    assert.deepEqual(grid.sections, [{ id: 's2', title: 'Pendant' }]);
    const lacking = { ...criterion('b', 1), requiredLevelId: 'good' };
    assert.deepEqual(grid.criteria, [criterion('a', 10_000), lacking]);
  });

  const refused: readonly (readonly [string, Partial<GridFields>])[] = [
    ['a rounding', { step: '7' }],
    ['a direction', { direction: 'down' }],
    ['a purpose', { purpose: 'secret' }],
    ['a rule', { requiredRule: 'zero' }],
    ['what becomes of criteria that are not judged', { notJudged: 'random' }],
  ];
  for (const [what, change] of refused) {
    it(`refuses ${what} that was never offered`, () => {
      assert.throws(() => gridOfFields(fields(gridOf(), change), ID, []), BadRequest);
    });
  }
});

/** The defaults, written out or left out, mean the same. */
const normal = ({ notJudged = 'leftOut', requiredRule = { kind: 'warning' }, ...rest }: Grid) =>
  structuredClone({ ...rest, notJudged, requiredRule });
