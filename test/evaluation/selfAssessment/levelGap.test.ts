import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CriterionEntry } from '../../../src/evaluation/evaluation.js';
import { levelGap } from '../../../src/evaluation/selfAssessment/levelGap.js';
import type { Grid } from '../../../src/grid/grid.js';
import { welcomeGrid } from '../../support/activities.js';
import { otherScale } from '../../support/versions.js';

const placed = (entry: CriterionEntry | undefined, grid: Grid = welcomeGrid) => ({ grid, entry });
const level = (levelId: string) => placed({ levelId });

describe('levelGap', () => {
  it('is how many levels the learner stands above the teacher', () => {
    assert.deepEqual(levelGap(level('4'), level('2')), { kind: 'levels', levels: 2 });
    assert.deepEqual(levelGap(level('1'), level('2')), { kind: 'levels', levels: -1 });
    assert.deepEqual(levelGap(level('3'), level('3')), { kind: 'levels', levels: 0 });
  });

  it('is nothing where either has no level', () => {
    for (const none of [undefined, {}, { notJudged: true }, { levelId: '2', notJudged: true }] as const) {
      assert.equal(levelGap(level('3'), placed(none)), undefined);
      assert.equal(levelGap(placed(none), level('3')), undefined);
    }
  });

  it('is no number between two scales, though a level has the same id on both', () => {
    const other = { ...welcomeGrid, scale: otherScale };
    assert.deepEqual(levelGap(placed({ levelId: '4' }, other), level('3')), { kind: 'otherScale' });
    assert.deepEqual(levelGap(level('4'), placed({ levelId: '4' }, other)), { kind: 'otherScale' });
  });

  it('holds between a scale and a copy of it', () => {
    const copy = { ...welcomeGrid, scale: { ...welcomeGrid.scale, id: 'copy' } };
    assert.deepEqual(levelGap(placed({ levelId: '4' }, copy), level('3')), { kind: 'levels', levels: 1 });
  });

  it('turns around with the two sides', () => {
    const ids = fc.constantFrom('1', '2', '3', '4');
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const [one, other] = [levelGap(level(a), level(b)), levelGap(level(b), level(a))];
        assert.ok(one?.kind === 'levels' && other?.kind === 'levels');
        assert.equal(one.levels + other.levels, 0);
        assert.equal(one.levels, Number(a) - Number(b));
      }),
    );
  });
});
