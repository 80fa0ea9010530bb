import assert from 'node:assert/strict';
import {
  topicsOf,
  unreadEntries,
  waits,
  type QuestionEntry,
} from '../../../src/evaluation/question/questionThread.js';
import { answer, emptyThread, minute, question } from '../../support/questions.js';

const taken = { withdrawnAt: minute(59) };
const settled = (changes: object = {}): QuestionEntry => {
  const { role: _role, text: _text, ...facts } = answer(changes);
  return { ...facts, kind: 'settled' };
};

describe('topicsOf', () => {
  it('gathers what was written by what it is about', () => {
    const greeting = { criterionId: 'C1.1-1' };
    const entries = [question(greeting), question(), answer(greeting), question(greeting)];
    const topics = topicsOf({ entries });
    assert.deepEqual(
      topics.map(({ criterionId, entries: own }) => [criterionId, own.length]),
      [
        ['C1.1-1', 3],
        [undefined, 1],
      ],
    );
  });

  const cases: readonly { that: string; entries: readonly QuestionEntry[]; waits: boolean }[] = [
    { that: 'nothing', entries: [], waits: false },
    { that: 'a question', entries: [question()], waits: true },
    { that: 'a question and an answer', entries: [question(), answer()], waits: false },
    { that: 'a question after an answer', entries: [question(), answer(), question()], waits: true },
    { that: 'a question that is settled', entries: [question(), settled()], waits: false },
    { that: 'a question after it was settled', entries: [question(), settled(), question()], waits: true },
    { that: 'a question that was taken back', entries: [question(taken)], waits: false },
    { that: 'a question whose answer was taken back', entries: [question(), answer(taken)], waits: true },
    { that: 'a settling that was taken back', entries: [question(), settled(taken)], waits: true },
    {
      that: 'a question taken back before its answer',
      entries: [question(taken), answer()],
      waits: false,
    },
    {
      that: 'a question on one criterion, and an answer on another',
      entries: [question({ criterionId: 'a' }), answer({ criterionId: 'b' })],
      waits: true,
    },
  ];
  for (const { that, entries, waits: expected } of cases) {
    it(`${expected ? 'waits' : 'does not wait'} for an answer to ${that}`, () => {
      assert.equal(waits({ entries }), expected);
    });
  }
});

describe('unreadEntries', () => {
  it('are the teachers’ words that came since the learner looked', () => {
    const entries = [question(), answer(), question(), answer({ text: 'Encore.' }), settled()];
    const unread = (learnerRead: number) =>
      unreadEntries({ ...emptyThread, entries, learnerRead }).map(({ kind }) => kind);
    assert.deepEqual(unread(0), ['message', 'message', 'settled']);
    assert.deepEqual(unread(2), ['message', 'settled']);
    assert.deepEqual(unread(5), []);
  });

  it('leave out what was taken back', () => {
    const entries = [question(), answer(taken)];
    assert.deepEqual(unreadEntries({ ...emptyThread, entries }), []);
  });
});
