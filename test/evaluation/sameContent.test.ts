import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { contentChanges } from '../../src/evaluation/changeContent.js';
import type { CriterionEntry, EvaluationContent, Presence } from '../../src/evaluation/evaluation.js';
import { sameContent } from '../../src/evaluation/sameContent.js';

const entries: fc.Arbitrary<CriterionEntry> = fc.oneof(
  fc.constant({}),
  fc.record({ comment: fc.constantFrom('', 'a', 'b') }),
  fc.record({ levelId: fc.constantFrom('1', '2') }),
  fc.record({ levelId: fc.constantFrom('1', '2'), comment: fc.constantFrom('', 'a') }),
  fc.record({ notJudged: fc.constant<true>(true), comment: fc.constantFrom('', 'a') }),
);

const contents: fc.Arbitrary<EvaluationContent> = fc.record({
  presence: fc.constantFrom<Presence>('present', 'absent'),
  entries: fc.dictionary(fc.constantFrom('c1', 'c2'), entries, { maxKeys: 2 }),
  comment: fc.constantFrom('', 'x'),
});

describe('sameContent', () => {
  it('says what listing the changes would say', () => {
    fc.assert(
      fc.property(contents, contents, (a, b) => {
        assert.equal(sameContent(a, b), contentChanges(a, b).length === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('takes an entry that says nothing for no entry', () => {
    const blank = { presence: 'present' as const, comment: '' };
    assert.equal(
      sameContent({ ...blank, entries: { c1: { comment: '' } } }, { ...blank, entries: {} }),
      true,
    );
  });
});
