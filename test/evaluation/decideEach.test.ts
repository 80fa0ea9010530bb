import assert from 'node:assert/strict';
import { decideEach, type Wanted } from '../../src/evaluation/decideEach.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';
import { MemoryEvaluations } from '../support/memoryEvaluations.js';

const colleague = { sub: '8', name: 'Paul Mercier' };

const stored = (learnerSub: string, changes: Partial<Evaluation> = {}): Evaluation => ({
  ...draftEvaluation,
  id: `evaluation-${learnerSub}`,
  learnerSub,
  revision: 1,
  ...changes,
});

const commented = (evaluation: Evaluation): Evaluation => ({
  ...evaluation,
  content: { ...evaluation.content, comment: `${evaluation.content.comment} Vu.` },
});

describe('decideEach', () => {
  const decideOn = (
    evaluations: MemoryEvaluations,
    wanted: readonly Wanted[],
    decide: (one: Evaluation) => Evaluation | 'refused' = commented,
  ) => decideEach(wanted, decide, { activity: { id: 'activity-1' }, by: teacher, evaluations });

  it('writes each evaluation once, and tells what became of each in the order asked', async () => {
    const learners = Array.from({ length: 20 }, (_, i) => `${i}`);
    const evaluations = new MemoryEvaluations(...learners.map((sub) => stored(sub)));
    const decided = await decideOn(
      evaluations,
      learners.map((learnerSub) => ({ learnerSub, revision: 1 })),
    );
    assert.deepEqual(
      decided,
      learners.map((learnerSub) => ({ learnerSub, kind: 'done' })),
    );
    assert.deepEqual(evaluations.saved.toSorted(), learners.toSorted());
  });

  it('goes on with the others when one is refused, unchanged, or gone', async () => {
    const evaluations = new MemoryEvaluations(stored('1'), stored('2'), stored('3'));
    const wanted = ['1', '2', 'nobody', '3'].map((learnerSub) => ({ learnerSub }));
    const decided = await decideOn(evaluations, wanted, (one) =>
      one.learnerSub === '1' ? 'refused' : one.learnerSub === '2' ? one : commented(one),
    );
    assert.deepEqual(
      decided.map(({ kind }) => kind),
      ['refused', 'unchanged', 'gone', 'done'],
    );
    assert.deepEqual(evaluations.saved, ['3']);
  });

  it('leaves what a colleague changed since the teacher saw it', async () => {
    const evaluations = new MemoryEvaluations(stored('1', { revision: 2, updatedBy: colleague }));
    assert.deepEqual(await decideOn(evaluations, [{ learnerSub: '1', revision: 1 }]), [
      { learnerSub: '1', kind: 'changed' },
    ]);
    assert.deepEqual(evaluations.saved, []);
  });

  it('takes what the teacher changed themself since', async () => {
    const evaluations = new MemoryEvaluations(stored('1', { revision: 2 }));
    const [decided] = await decideOn(evaluations, [{ learnerSub: '1', revision: 1 }]);
    assert.equal(decided?.kind, 'done');
  });

  it('takes whatever it has become where no revision is named', async () => {
    const evaluations = new MemoryEvaluations(stored('1', { revision: 9, updatedBy: colleague }));
    assert.equal((await decideOn(evaluations, [{ learnerSub: '1' }]))[0]?.kind, 'done');
  });

  it('tries again on what it finds when a write meets another', async () => {
    const evaluations = new MemoryEvaluations(stored('1'));
    evaluations.beforeSave = () => {
      evaluations.beforeSave = () => {};
      evaluations.write({ ...evaluations.get('1'), privateNote: 'Entre-temps.' });
    };
    assert.equal((await decideOn(evaluations, [{ learnerSub: '1', revision: 1 }]))[0]?.kind, 'done');
    const { content, privateNote } = evaluations.get('1');
    assert.deepEqual([content.comment, privateNote], ['En progrès. Vu.', 'Entre-temps.']);
  });

  it('does not decide on a colleague’s write that came in between', async () => {
    const evaluations = new MemoryEvaluations(stored('1'));
    evaluations.beforeSave = () => {
      evaluations.beforeSave = () => {};
      evaluations.write({ ...evaluations.get('1'), updatedBy: colleague });
    };
    assert.equal((await decideOn(evaluations, [{ learnerSub: '1', revision: 1 }]))[0]?.kind, 'changed');
  });

  it('gives up on one that never stands still', async () => {
    const evaluations = new MemoryEvaluations(stored('1'));
    evaluations.beforeSave = () => evaluations.write(evaluations.get('1'));
    assert.equal((await decideOn(evaluations, [{ learnerSub: '1' }]))[0]?.kind, 'changed');
  });
});
