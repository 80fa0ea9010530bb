import assert from 'node:assert/strict';
import { BadRequest, NotFound } from '../../src/errors.js';
import type { QuestionThread } from '../../src/evaluation/question/questionThread.js';
import { eachStores } from '../support/eachStores.js';
import { answer, emptyThread, minute, question } from '../support/questions.js';

eachStores('QuestionStore', (stores) => {
  const store = () => stores().questions;
  const saved = async (thread: QuestionThread) => {
    const outcome = await store().save(thread);
    assert.equal(outcome.kind, 'saved');
    return outcome.kind === 'saved' ? outcome.thread : thread;
  };
  const asked = { ...emptyThread, entries: [question({ criterionId: 'C1.1-1' })] };

  it('gives back what was saved, every moment of it', async () => {
    assert.equal(await store().find('activity-1', '21'), undefined);
    const first = await saved(asked);
    assert.deepEqual(first, { ...asked, revision: 1 });
    assert.deepEqual(await store().find('activity-1', '21'), first);
    const more = [...asked.entries, { ...answer(), withdrawnAt: minute(3) }];
    const second = await saved({ ...first, entries: more });
    assert.deepEqual(await store().find('activity-1', '21'), second);
    assert.deepEqual(second.entries, more);
  });

  it('keeps learners and activities apart', async () => {
    await saved(asked);
    assert.equal(await store().find('activity-1', '22'), undefined);
    assert.equal(await store().find('activity-2', '21'), undefined);
  });

  it('lists who waits for an answer, in one activity', async () => {
    const first = await saved(asked);
    await saved({ ...asked, id: 'thread-2', learnerSub: '22', entries: [question(), answer()] });
    await saved({ ...asked, id: 'thread-3', learnerSub: '23' });
    await saved({ ...asked, id: 'thread-4', learnerSub: '24', activityId: 'activity-2' });
    assert.deepEqual([...(await store().waitingSubs('activity-1'))].toSorted(), ['21', '23']);
    await saved({ ...first, entries: [...first.entries, answer({ criterionId: 'C1.1-1' })] });
    assert.deepEqual([...(await store().waitingSubs('activity-1'))], ['23']);
    assert.deepEqual([...(await store().waitingSubs('activity-3'))], []);
  });

  it('overwrites no other revision, and gives the stored one', async () => {
    const first = await saved(asked);
    const second = await saved({ ...first, entries: [...first.entries, answer()] });
    assert.deepEqual(await store().save({ ...first, entries: [] }), { kind: 'conflict', current: second });
    assert.deepEqual(await store().save({ ...asked, id: 'thread-2' }), { kind: 'conflict', current: second });
  });

  it('notes what the learner has read, never less, beside whatever is written', async () => {
    const first = await saved(asked);
    const second = await saved({ ...first, entries: [...first.entries, answer()] });
    await store().markRead(second, 2);
    await store().markRead(second, 1);
    assert.equal((await store().find('activity-1', '21'))?.learnerRead, 2);
    const third = await saved({ ...second, entries: [...second.entries, question()] });
    assert.deepEqual([third.learnerRead, third.revision], [2, 3]);
  });

  it('says so when there is nothing to write over', async () => {
    await assert.rejects(store().save({ ...asked, revision: 1 }), NotFound);
  });

  it('takes nothing but text and numbers', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(store().find(anything, '21'), BadRequest);
    await assert.rejects(store().waitingSubs(anything), BadRequest);
    await assert.rejects(store().markRead(asked, Number.NaN), BadRequest);
  });
});
