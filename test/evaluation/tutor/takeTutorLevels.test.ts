import assert from 'node:assert/strict';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import {
  differingLevels,
  takeableLevels,
  takeTutorLevels,
} from '../../../src/evaluation/tutor/takeTutorLevels.js';
import type { Grid } from '../../../src/grid/grid.js';
import { welcomeGrid } from '../../support/activities.js';
import { draftEvaluation, publishedEvaluation, teacher } from '../../support/evaluations.js';
import { hotelAnswers, hotelLink } from '../../support/tutorLinks.js';

const now = new Date('2040-01-16T09:30:00Z');
const { tutor } = hotelLink;
const answers = {
  ...hotelAnswers,
  entries: { 'C1.1-1': { levelId: '4' }, 'C1.1-2': { levelId: '2', comment: 'Parfois.' } },
};

describe('takeableLevels', () => {
  it('leaves out what was not observed', () => {
    assert.deepEqual(takeableLevels(hotelAnswers, welcomeGrid, welcomeGrid), { 'C1.1-1': '4' });
  });

  it('leaves out criteria that the grid has no more', () => {
    const fewer: Grid = { ...welcomeGrid, criteria: welcomeGrid.criteria.slice(1) };
    assert.deepEqual(takeableLevels(answers, welcomeGrid, fewer), { 'C1.1-2': '2' });
  });

  it('gives nothing on a scale that means something else', () => {
    const scale = {
      ...welcomeGrid.scale,
      id: 'acquis',
      levels: welcomeGrid.scale.levels.map((level) => ({ ...level, label: `autre ${level.id}` })),
    };
    assert.deepEqual(takeableLevels(answers, welcomeGrid, { ...welcomeGrid, scale }), {});
  });

  it('leaves out levels that a copy of the scale lost', () => {
    const scale = { ...welcomeGrid.scale, id: 'copy', levels: welcomeGrid.scale.levels.slice(0, 3) };
    assert.deepEqual(takeableLevels(answers, welcomeGrid, { ...welcomeGrid, scale }), { 'C1.1-2': '2' });
  });
});

describe('differingLevels', () => {
  const { content } = draftEvaluation;

  it('tells what would change, and what of it is still open', () => {
    const levels = { 'C1.1-1': '4', 'C1.1-2': '2', 'C1.1-3': '1' };
    assert.deepEqual(differingLevels(levels, content), { all: levels, open: { 'C1.1-3': '1' } });
  });

  it('leaves out what both say', () => {
    assert.deepEqual(differingLevels({ 'C1.1-1': '3' }, content), { all: {}, open: {} });
  });
});

describe('takeTutorLevels', () => {
  const take = (evaluation: Evaluation, levels: Record<string, string>) =>
    takeTutorLevels(evaluation, { levels, tutor }, teacher, now);

  it('puts levels into the draft, and leaves comments the teacher’s', () => {
    const { content } = take(draftEvaluation, { 'C1.1-1': '4', 'C1.1-2': '2' });
    assert.deepEqual(content, {
      ...draftEvaluation.content,
      entries: {
        'C1.1-1': { levelId: '4', comment: 'Sourire, regard, voix posée.' },
        'C1.1-2': { levelId: '2' },
      },
    });
  });

  it('is told by the history: who decided, whose levels they are, what stood there before', () => {
    const { history, updatedAt, updatedBy } = take(draftEvaluation, { 'C1.1-1': '4' });
    assert.deepEqual(history, [
      ...draftEvaluation.history,
      {
        at: now,
        by: teacher,
        action: 'tutorTaken',
        tutor,
        changes: [{ field: 'level', criterionId: 'C1.1-1', from: '3', to: '4' }],
      },
    ]);
    assert.deepEqual([updatedAt, updatedBy], [now, teacher]);
  });

  it('touches no publication, mark or delivery', () => {
    const { publication, delivery, revision } = take(publishedEvaluation, { 'C1.1-1': '1' });
    assert.deepEqual(publication, publishedEvaluation.publication);
    assert.deepEqual(delivery, publishedEvaluation.delivery);
    assert.equal(revision, publishedEvaluation.revision);
  });

  it('is a choice of the teacher’s, which no rule takes back', () => {
    const counted = { rule: 'last', levels: { 'C1.1-1': '3', 'C1.1-2': '2' }, byHand: [] } as const;
    const taken = take({ ...draftEvaluation, counted }, { 'C1.1-1': '4' });
    assert.deepEqual(taken.counted, { ...counted, byHand: ['C1.1-1'] });
  });

  it('gives the same evaluation when nothing changes', () => {
    assert.equal(take(draftEvaluation, { 'C1.1-1': '3' }), draftEvaluation);
    assert.equal(take(draftEvaluation, {}), draftEvaluation);
  });
});
