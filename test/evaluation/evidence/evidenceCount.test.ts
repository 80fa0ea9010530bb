import assert from 'node:assert/strict';
import { newFromLearner } from '../../../src/evaluation/evidence/evidenceCount.js';
import { AT, later } from '../../support/evidence.js';

describe('newFromLearner', () => {
  const count = { learnerSub: '21', total: 5, learnerAddedAt: [AT, later(60), later(120)] };

  it('counts all while nothing was ever saved', () => assert.equal(newFromLearner(count, undefined), 3));
  it('counts what came after the last save', () => assert.equal(newFromLearner(count, later(60)), 1));
  it('counts nothing when the teacher saved after it', () =>
    assert.equal(newFromLearner(count, later(121)), 0));
});
