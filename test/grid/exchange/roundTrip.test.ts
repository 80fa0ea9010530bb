import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkGrid } from '../../../src/grid/checkGrid.js';
import { gridCsv } from '../../../src/grid/exchange/gridCsv.js';
import { gridJson } from '../../../src/grid/exchange/gridJson.js';
import { readGrid } from '../../../src/grid/exchange/readGrid.js';
import type { Grid } from '../../../src/grid/grid.js';
import { context, soundGrid } from './soundGrids.js';

function readBack(file: string): Grid {
  const reading = readGrid(file, context);
  assert.equal(reading.kind, 'grid', JSON.stringify(reading));
  return reading.kind === 'grid' ? reading.grid : assert.fail();
}

/**
 * What a CSV file carries: no ids, signs, colours, general descriptors, competency weights, unused sections or
 * white space around the names of levels and sections.
 */
function carriedByCsv(grid: Grid) {
  const { title, frameworkId, purpose, maximumHundredths, rounding, scale, criteria } = grid;
  const level = (id: string | undefined) => scale.levels.find((one) => one.id === id)?.code;
  return {
    title,
    frameworkId,
    purpose,
    maximumHundredths,
    rounding,
    notJudged: grid.notJudged ?? 'leftOut',
    requiredRule: grid.requiredRule ?? { kind: 'warning' },
    scaleName: scale.name,
    levels: scale.levels.map(({ label, code, sharePercent }) => ({
      label: label.trim(),
      code,
      sharePercent,
    })),
    criteria: criteria.map((criterion) => ({
      text: criterion.text,
      official: criterion.criterionCode,
      competencyCodes: criterion.competencyCodes,
      weightHundredths: criterion.weightHundredths,
      section: grid.sections?.find(({ id }) => id === criterion.sectionId)?.title.trim(),
      required: level(criterion.requiredLevelId),
      descriptors: scale.levels.map(({ id }) => criterion.descriptors?.[id] ?? ''),
    })),
  };
}

describe('a grid that is exported and imported again', () => {
  it('is the same grid, through JSON', () => {
    fc.assert(
      fc.property(soundGrid, (grid) => {
        assert.deepEqual(checkGrid(grid, context.framework), [], 'the property needs sound grids');
        assert.deepEqual(readBack(gridJson(grid)), grid);
      }),
      { numRuns: 100 },
    );
  });

  for (const language of ['fr', 'en'] as const) {
    it(`is the same in all that CSV carries, in ${language}`, () => {
      fc.assert(
        fc.property(soundGrid, (grid) => {
          assert.deepEqual(carriedByCsv(readBack(gridCsv(grid, language))), carriedByCsv(grid));
        }),
        { numRuns: 100 },
      );
    });
  }

  it('has the signs and colours of a preset again, through CSV', () => {
    fc.assert(
      fc.property(soundGrid, fc.constantFrom(...context.scales), (grid, scale) => {
        const criteria = grid.criteria.map(({ requiredLevelId: _r, descriptors: _d, ...rest }) => rest);
        assert.deepEqual(readBack(gridCsv({ ...grid, scale, criteria }, 'fr')).scale, scale);
      }),
      { numRuns: 30 },
    );
  });
});
