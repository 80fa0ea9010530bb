import assert from 'node:assert/strict';
import {
  changeThread,
  mayWithdraw,
  withMessage,
  withRestored,
  withSettled,
  withWithdrawn,
  type ThreadChange,
} from '../../../src/evaluation/question/changeThread.js';
import type { QuestionThread } from '../../../src/evaluation/question/questionThread.js';
import { teacher } from '../../support/evaluations.js';
import { answer, emptyThread, MemoryQuestions, minute, question } from '../../support/questions.js';

const chloe = { sub: '21' };

function changed(change: ThreadChange<string>): QuestionThread {
  assert.equal(change.kind, 'changed', JSON.stringify(change));
  return change.kind === 'changed' ? change.thread : emptyThread;
}
const why = (change: ThreadChange<string>) => (change.kind === 'refused' ? change.why : change.kind);

describe('withMessage', () => {
  it('adds it at the end, and once however often it is sent', () => {
    const [first, second] = [question(), answer()];
    const thread = changed(withMessage(changed(withMessage(emptyThread, first)), second));
    assert.deepEqual(thread.entries, [first, second]);
    assert.deepEqual(withMessage(thread, first), { kind: 'unchanged', thread });
  });

  it('takes five questions on one topic before an answer, and goes on after it', () => {
    let thread = emptyThread;
    for (let i = 0; i < 5; i += 1) thread = changed(withMessage(thread, question()));
    assert.equal(why(withMessage(thread, question())), 'unanswered');
    changed(withMessage(thread, question({ criterionId: 'C1.1-1' })));
    thread = changed(withMessage(thread, answer()));
    changed(withMessage(thread, question()));
  });

  it('takes no more than anybody reads', () => {
    const entries = Array.from({ length: 300 }, () => answer());
    assert.equal(why(withMessage({ ...emptyThread, entries }, answer())), 'full');
  });
});

describe('withSettled', () => {
  const { role: _role, text: _text, kind: _kind, ...settling } = answer();

  it('ends the wait for an answer, where there is one', () => {
    const asked = changed(withMessage(emptyThread, question()));
    const thread = changed(withSettled(asked, settling));
    assert.equal(thread.entries.at(-1)?.kind, 'settled');
    assert.equal(withSettled(thread, { ...settling, id: 'again' }).kind, 'unchanged');
    assert.equal(withSettled(emptyThread, settling).kind, 'unchanged');
    assert.equal(withSettled(asked, { ...settling, criterionId: 'C1.1-1' }).kind, 'unchanged');
  });
});

describe('taking back', () => {
  const asked = question({ at: minute(0) });
  const thread = changed(withMessage(emptyThread, asked));

  it('keeps the message for its author, who may put it back', () => {
    const without = changed(withWithdrawn(thread, asked.id, chloe, minute(10)));
    assert.deepEqual(without.entries, [{ ...asked, withdrawnAt: minute(10) }]);
    assert.equal(withWithdrawn(without, asked.id, chloe, minute(11)).kind, 'unchanged');
    assert.deepEqual(changed(withRestored(without, asked.id, chloe, minute(10))), thread);
    assert.equal(withRestored(thread, asked.id, chloe, minute(11)).kind, 'unchanged');
  });

  it('is for the author alone, and for ten minutes', () => {
    assert.equal(why(withWithdrawn(thread, asked.id, teacher, minute(1))), 'notTheirs');
    assert.equal(why(withWithdrawn(thread, 'invented', chloe, minute(1))), 'notTheirs');
    assert.equal(why(withWithdrawn(thread, asked.id, chloe, minute(11))), 'tooLate');
    const without = changed(withWithdrawn(thread, asked.id, chloe, minute(9)));
    assert.equal(why(withRestored(without, asked.id, chloe, minute(11))), 'tooLate');
    assert.equal(mayWithdraw(asked, chloe, minute(10)), true);
    assert.equal(mayWithdraw(asked, chloe, minute(11)), false);
  });
});

describe('changeThread', () => {
  it('writes on whatever the other side wrote meanwhile', async () => {
    const [mine, theirs] = [question(), answer()];
    const stored = { ...emptyThread, revision: 1 };
    const store = new MemoryQuestions(stored);
    store.beforeSave = () => {
      store.beforeSave = () => {};
      store.write(changed(withMessage(stored, theirs)));
    };
    const thread = changed(await changeThread(stored, (one) => withMessage(one, mine), store));
    assert.deepEqual(thread.entries, [theirs, mine]);
    assert.equal(thread.revision, 3);
  });

  it('writes nothing where nothing changes, or may', async () => {
    const store = new MemoryQuestions(emptyThread);
    const refused = await changeThread(
      emptyThread,
      (one) => withWithdrawn(one, 'invented', chloe, minute(0)),
      store,
    );
    assert.deepEqual([why(refused), store.saves], ['notTheirs', 0]);
  });

  it('gives up on a store that always says no', async () => {
    const store = new MemoryQuestions(emptyThread);
    store.beforeSave = () => store.write(store.all.get('21') ?? emptyThread);
    await assert.rejects(
      changeThread(emptyThread, (one) => withMessage(one, question()), store),
      /changes faster than it can be written/,
    );
  });
});
