import assert from 'node:assert/strict';
import { gridOf, hasVersionOf, isOnFormerVersion, versionOf } from '../../src/evaluation/gridOf.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { movedTo, secondVersion, tidiness } from '../support/versions.js';

const moved = movedTo(secondVersion({ criteria: [tidiness] }));

describe('gridOf', () => {
  it('gives the grid of the version that is named', () => {
    assert.equal(gridOf(moved, { gridVersionId: 'grid-1@1' }), welcomeGrid);
    assert.equal(gridOf(moved, { gridVersionId: 'grid-1@2' }), moved.grid);
  });

  it('gives the first grid for what names none', () => {
    assert.equal(gridOf(moved, {}), welcomeGrid);
    assert.equal(gridOf(welcomeActivity, {}), welcomeGrid);
  });

  it('gives the activity’s own grid for its version, though it was left before', () => {
    const back = { ...moved, gridVersionId: 'grid-1@1', grid: { ...welcomeGrid, title: 'Back' } };
    assert.equal(gridOf(back, { gridVersionId: 'grid-1@1' }).title, 'Back');
  });

  it('refuses a version that the activity never had', () => {
    assert.throws(() => gridOf(moved, { gridVersionId: 'grid-9@1' }), /grid-9@1 is not kept/);
  });
});

describe('isOnFormerVersion', () => {
  const cases: [string, { gridVersionId?: string }, boolean][] = [
    ['the activity’s version', { gridVersionId: 'grid-1@2' }, false],
    ['a past version', { gridVersionId: 'grid-1@1' }, true],
    ['no version, after one was applied', {}, true],
  ];
  for (const [name, judged, expected] of cases) {
    it(`is ${expected} for ${name}`, () => assert.equal(isOnFormerVersion(moved, judged), expected));
  }

  it('is false for no version on an activity that had one alone', () => {
    assert.equal(isOnFormerVersion(welcomeActivity, {}), false);
    assert.equal(versionOf(welcomeActivity, {}), 'grid-1@1');
  });
});

describe('hasVersionOf', () => {
  it('knows the versions that the activity has and had, and no later one', () => {
    assert.equal(hasVersionOf(moved, { gridVersionId: 'grid-1@2' }), true);
    assert.equal(hasVersionOf(moved, { gridVersionId: 'grid-1@1' }), true);
    assert.equal(hasVersionOf(moved, {}), true);
    assert.equal(hasVersionOf(moved, { gridVersionId: 'grid-1@3' }), false);
    assert.equal(hasVersionOf(welcomeActivity, {}), true);
  });
});
