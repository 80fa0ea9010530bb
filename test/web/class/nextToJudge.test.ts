import assert from 'node:assert/strict';
import type { EvaluationSummary } from '../../../src/evaluation/evaluation.js';
import { nextToJudge } from '../../../src/web/class/nextToJudge.js';
import { draftEvaluation, publishedEvaluation, teacher } from '../../support/evaluations.js';
import { listedLearner } from '../../support/listedLearners.js';

const CLASS = ['a', 'b', 'c', 'd'].map((sub) => listedLearner(sub));

const { comment: _said, ...rest } = draftEvaluation.content;
const draft = (learnerSub: string): EvaluationSummary => ({ ...draftEvaluation, learnerSub });
const ready = (learnerSub: string): EvaluationSummary => ({
  ...draft(learnerSub),
  ready: { at: new Date(0), by: teacher },
});
const published = (learnerSub: string): EvaluationSummary => ({ ...publishedEvaluation, learnerSub });
const changed = (learnerSub: string): EvaluationSummary => ({
  ...published(learnerSub),
  content: { ...rest, comment: 'Autre chose.' },
});

describe('nextToJudge', () => {
  const cases: readonly {
    readonly fact: string;
    readonly evaluations: readonly EvaluationSummary[];
    readonly after?: string;
    readonly expected: string | undefined;
  }[] = [
    { fact: 'begins with the first', evaluations: [], expected: 'a' },
    { fact: 'goes on in the order of the list', evaluations: [], after: 'b', expected: 'c' },
    { fact: 'goes around its end', evaluations: [], after: 'd', expected: 'a' },
    {
      fact: 'passes over who is ready or published',
      evaluations: [ready('b'), published('c')],
      after: 'a',
      expected: 'd',
    },
    {
      fact: 'prefers who was not begun to a draft that is nearer',
      evaluations: [draft('b')],
      after: 'a',
      expected: 'c',
    },
    {
      fact: 'comes to drafts once everyone was begun',
      evaluations: [published('a'), draft('b'), published('c'), published('d')],
      after: 'c',
      expected: 'b',
    },
    {
      fact: 'comes last to what changed since it was published',
      evaluations: [published('a'), changed('b'), published('c'), draft('d')],
      after: 'a',
      expected: 'd',
    },
    {
      fact: 'never gives the one who was just judged',
      evaluations: [published('a'), published('b'), published('d')],
      after: 'c',
      expected: undefined,
    },
    {
      fact: 'gives nobody when all is done',
      evaluations: ['a', 'b', 'c', 'd'].map(published),
      expected: undefined,
    },
    {
      fact: 'begins with the first after someone who is not in the list',
      evaluations: [],
      after: 'z',
      expected: 'a',
    },
  ];
  for (const { fact, evaluations, after, expected } of cases) {
    it(fact, () => assert.equal(nextToJudge(CLASS, evaluations, after)?.sub, expected));
  }

  it('leaves out who left the class', () => {
    assert.equal(nextToJudge([listedLearner('a', { left: true }), listedLearner('b')], [], 'b'), undefined);
  });
});
