import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import { publish } from '../../src/evaluation/publish.js';
import { markNotReady, markReady } from '../../src/evaluation/ready.js';
import { welcomeActivity } from '../support/activities.js';
import { draftEvaluation, publishedEvaluation, teacher } from '../support/evaluations.js';

const NOW = new Date('2040-01-16T10:00:00Z');

function ready(evaluation: Evaluation = draftEvaluation): Evaluation {
  const outcome = markReady(evaluation, welcomeActivity, teacher, NOW);
  assert.equal(outcome.kind, 'ready');
  return outcome.evaluation;
}

describe('markReady', () => {
  it('says who found it ready and when, and leaves the draft as it is', () => {
    const { ready: word, history, content, publication, delivery, updatedAt } = ready();
    assert.deepEqual(word, { at: NOW, by: teacher });
    assert.deepEqual(history.at(-1), { at: NOW, by: teacher, action: 'ready', changes: [] });
    assert.deepEqual([content, publication, delivery], [draftEvaluation.content, undefined, undefined]);
    assert.deepEqual(updatedAt, NOW);
  });

  it('gives the same evaluation when it is ready already', () => {
    const once = ready();
    assert.equal(ready(once), once);
  });

  it('gives the same evaluation when it is published as it stands', () => {
    assert.equal(ready(publishedEvaluation), publishedEvaluation);
  });

  it('takes a publication that was changed since', () => {
    const changed = { ...publishedEvaluation, content: { ...publishedEvaluation.content, comment: 'Autre' } };
    assert.ok(ready(changed).ready);
  });

  for (const presence of ['absent', 'excused'] as const) {
    it(`takes an ${presence} learner of whom nothing is judged`, () => {
      assert.ok(ready({ ...draftEvaluation, content: { ...EMPTY_CONTENT, presence } }).ready);
    });
  }

  it('refuses a present learner of whom nothing is judged', () => {
    const blank = { ...draftEvaluation, content: { ...EMPTY_CONTENT, comment: 'Bien' } };
    assert.deepEqual(markReady(blank, welcomeActivity, teacher, NOW), { kind: 'nothingJudged' });
  });

  it('is taken back by publishing', () => {
    const outcome = publish(ready(), welcomeActivity, teacher, NOW);
    assert.ok(outcome.kind === 'published');
    assert.equal('ready' in outcome.evaluation, false);
  });
});

describe('markNotReady', () => {
  it('makes it a draft again, and keeps both in the history', () => {
    const draft = markNotReady(ready(), teacher, NOW);
    assert.equal('ready' in draft, false);
    assert.deepEqual(
      draft.history.slice(-2).map(({ action }) => action),
      ['ready', 'notReady'],
    );
  });

  it('gives the same evaluation when it was not ready', () => {
    assert.equal(markNotReady(draftEvaluation, teacher, NOW), draftEvaluation);
  });
});
