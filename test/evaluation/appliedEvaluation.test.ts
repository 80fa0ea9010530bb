import assert from 'node:assert/strict';
import { onCurrentVersion } from '../../src/evaluation/appliedEvaluation.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';
import { movedTo, otherScale, secondVersion } from '../support/versions.js';

const moved = movedTo(secondVersion({ scale: otherScale }));
const late: Evaluation = { ...draftEvaluation, gridVersionId: 'grid-1@1' };

describe('onCurrentVersion', () => {
  it('reads a draft that a version passed by on the activity’s scale', () => {
    const { content, gridVersionId, history } = onCurrentVersion(late, moved);
    assert.equal(gridVersionId, 'grid-1@2');
    assert.deepEqual(content.entries['C1.1-1'], {
      comment: 'Sourire, regard, voix posée.',
      formerLevels: [{ scaleId: 'lsl-pro', levelId: '3' }],
    });
    assert.equal(history, late.history);
  });

  it('gives the same evaluation when it is there already', () => {
    const current = { ...late, gridVersionId: 'grid-1@2' };
    assert.equal(onCurrentVersion(current, moved), current);
  });

  it('never touches a closed one', () => {
    const closed = { ...late, closing: { at: new Date(0), by: teacher, hash: 'ab' } };
    assert.equal(onCurrentVersion(closed, moved), closed);
  });
});
