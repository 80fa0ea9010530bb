import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import { openCriteria } from '../../src/evaluation/openCriteria.js';
import { welcomeGrid } from '../support/activities.js';

describe('openCriteria', () => {
  const open = (entries: Parameters<typeof openCriteria>[1]['entries']) =>
    openCriteria(welcomeGrid, { ...EMPTY_CONTENT, entries }).map(({ id }) => id);

  it('gives every criterion of an empty evaluation, in order', () => {
    assert.deepEqual(open({}), ['C1.1-1', 'C1.1-2']);
  });

  it('leaves out what has a level or is not judged on purpose', () => {
    assert.deepEqual(open({ 'C1.1-1': { levelId: '3' }, 'C1.1-2': { notJudged: true } }), []);
  });

  it('keeps a criterion that has only a comment', () => {
    assert.deepEqual(open({ 'C1.1-1': { levelId: '3' }, 'C1.1-2': { comment: 'à revoir' } }), ['C1.1-2']);
  });
});
