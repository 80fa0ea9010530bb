import assert from 'node:assert/strict';
import { strokesOn } from '../../../src/evaluation/stroke/strokesOn.js';
import type { Stroke } from '../../../src/evaluation/stroke/stroke.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';

const stroke = (changes: Partial<Stroke>): Stroke => ({
  learnerSub: '21',
  field: 'level',
  criterionId: 'C1.1-1',
  from: '',
  to: '3',
  ...changes,
});

/** The second criterion is gone, and so is level 4: half of the others keep their names. */
const moved = {
  ...welcomeActivity,
  gridVersionId: 'grid-1@2',
  grid: {
    ...welcomeGrid,
    criteria: welcomeGrid.criteria.slice(0, 1),
    scale: { ...welcomeGrid.scale, levels: welcomeGrid.scale.levels.slice(0, 3) },
  },
  pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: new Date('2040-01-16T08:00:00Z') }],
};
const former = { gridVersionId: 'grid-1@1' };

describe('strokesOn', () => {
  it('leaves strokes of the same version as they are', () => {
    const strokes = [stroke({ to: 'anything' })];
    assert.deepEqual(strokesOn(moved, { gridVersionId: 'grid-1@2' }, strokes), {
      placed: strokes,
      unplaced: [],
    });
  });

  const placed: Readonly<Record<string, readonly [Partial<Stroke>, Partial<Stroke>]>> = {
    'a level that is still there': [{}, {}],
    '« non évalué »': [{ to: 'notJudged' }, { to: 'notJudged' }],
    'a criterion that is opened again': [
      { from: '3', to: '' },
      { from: '3', to: '' },
    ],
    'a level set where a lost one was seen': [{ from: '4' }, { from: '' }],
    'an absence': [
      { field: 'presence', from: 'present', to: 'absent' },
      { field: 'presence', from: 'present', to: 'absent' },
    ],
  };
  for (const [name, [made, on]] of Object.entries(placed)) {
    it(`places ${name}`, () => {
      assert.deepEqual(strokesOn(moved, former, [stroke(made)]), { placed: [stroke(on)], unplaced: [] });
    });
  }

  for (const [name, made] of Object.entries({
    'a criterion that is gone': stroke({ criterionId: 'C1.1-2' }),
    'a level that is gone': stroke({ to: '4' }),
  })) {
    it(`places no stroke on ${name}, and tells it`, () => {
      assert.deepEqual(strokesOn(moved, former, [made]), { placed: [], unplaced: [made] });
    });
  }

  it('takes no level for one of the same id that means something else', () => {
    const levels = welcomeGrid.scale.levels.map((level) => ({ ...level, label: `autre ${level.label}` }));
    const other = {
      ...moved,
      grid: { ...moved.grid, scale: { id: 'other', name: 'Autre', levels } },
    };
    const made = stroke({});
    assert.deepEqual(strokesOn(other, former, [made]).unplaced, [made]);
  });
});
