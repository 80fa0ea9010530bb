import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { EvaluationContent } from '../../src/evaluation/evaluation.js';
import { withSetAside } from '../../src/evaluation/setAside.js';
import { welcomeGrid } from '../support/activities.js';

const content = (entries: EvaluationContent['entries']): EvaluationContent => ({ ...EMPTY_CONTENT, entries });
const former = [{ scaleId: 'acquis', levelId: 'A' }];

describe('withSetAside', () => {
  it('keeps what was written on a criterion that the grid has lost', () => {
    const stored = content({ gone: { levelId: '3', comment: 'Bravo.' }, 'C1.1-1': { levelId: '1' } });
    assert.deepEqual(withSetAside(content({ 'C1.1-1': { levelId: '4' } }), stored, welcomeGrid).entries, {
      'C1.1-1': { levelId: '4' },
      gone: { levelId: '3', comment: 'Bravo.' },
    });
  });

  it('keeps the levels of scales that were left', () => {
    const stored = content({
      'C1.1-1': { levelId: '1', formerLevels: former },
      'C1.1-2': { formerLevels: former },
    });
    assert.deepEqual(withSetAside(content({ 'C1.1-1': { levelId: '4' } }), stored, welcomeGrid).entries, {
      'C1.1-1': { levelId: '4', formerLevels: former },
      'C1.1-2': { formerLevels: former },
    });
  });

  it('keeps a mark that was adjusted above the maximum that the grid has now', () => {
    const above = { hundredths: 3100, reason: 'Effort' };
    const stored = { ...content({}), formerAdjustment: above };
    const adjusted = { ...content({}), adjustment: { hundredths: 1500, reason: 'Oral' } };
    assert.deepEqual(withSetAside(adjusted, stored, welcomeGrid), { ...adjusted, formerAdjustment: above });
  });

  it('brings back nothing that the teacher emptied on the grid', () => {
    const stored = content({ 'C1.1-1': { levelId: '1', comment: 'Bravo.' } });
    assert.deepEqual(withSetAside(content({}), stored, welcomeGrid), content({}));
  });
});
