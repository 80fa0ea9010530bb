import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../src/evaluation/evaluation.js';
import { historyGrids } from '../../src/evaluation/historyGrids.js';
import { welcomeActivity } from '../support/activities.js';
import { teacher } from '../support/evaluations.js';
import { movedTo, otherScale, secondVersion } from '../support/versions.js';

const at = new Date('2040-01-16T10:00:00Z');
const edited: HistoryEntry = { at, by: teacher, action: 'edited', changes: [] };
const applied = (from: string, to: string): HistoryEntry => ({
  ...edited,
  action: 'applied',
  versions: { from, to },
});

const V1 = 'grid-1@1';
const V2 = 'grid-1@2';
const moved = movedTo(secondVersion({ scale: otherScale }));
const scales = (history: readonly HistoryEntry[], gridVersionId?: string, activity = moved) =>
  historyGrids(activity, { history, ...(gridVersionId && { gridVersionId }) }).map(
    ({ from, to }) => `${from.scale.id} ${to.scale.id}`,
  );

describe('historyGrids', () => {
  it('gives the one grid of an activity that never had another', () => {
    assert.deepEqual(scales([edited], undefined, welcomeActivity), ['lsl-pro lsl-pro']);
  });

  it('gives each entry the grid that was in use', () => {
    assert.deepEqual(scales([edited, applied(V1, V2), edited, applied(V2, V1), edited], V1), [
      'lsl-pro lsl-pro',
      'lsl-pro acquis',
      'acquis acquis',
      'acquis lsl-pro',
      'lsl-pro lsl-pro',
    ]);
  });

  it('begins with the grid that an evaluation was begun on', () => {
    assert.deepEqual(scales([edited], V2), ['acquis acquis']);
    assert.deepEqual(scales([edited]), ['lsl-pro lsl-pro']);
  });
});
