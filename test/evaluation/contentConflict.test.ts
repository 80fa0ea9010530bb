import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { contentChanges, EMPTY_CONTENT, NOT_JUDGED } from '../../src/evaluation/changeContent.js';
import {
  contentDifferences,
  contentDigest,
  withTheirs,
  type Digest,
} from '../../src/evaluation/contentConflict.js';
import type { CriterionEntry, EvaluationContent, Presence } from '../../src/evaluation/evaluation.js';

const digest: Digest = (text) => `#${text}`;

const base: EvaluationContent = {
  presence: 'present',
  entries: { c1: { levelId: '2', comment: 'Voix posée.' }, c2: { notJudged: true } },
  comment: 'En progrès.',
};

const changed = (changes: Partial<EvaluationContent>): EvaluationContent => ({ ...base, ...changes });
const withEntry = (id: string, value: CriterionEntry) => ({ entries: { ...base.entries, [id]: value } });

const differences = (mine: EvaluationContent, theirs: EvaluationContent) =>
  contentDifferences(mine, theirs, contentDigest(base, digest), digest);

describe('contentDifferences', () => {
  it('finds none between two contents that say the same', () => {
    assert.deepEqual(differences(base, structuredClone(base)), []);
  });

  const cases = [
    {
      name: 'a level that I changed',
      mine: withEntry('c1', { levelId: '4', comment: 'Voix posée.' }),
      by: 'me',
    },
    {
      name: 'a level that they changed',
      theirs: withEntry('c1', { levelId: '4', comment: 'Voix posée.' }),
      by: 'them',
    },
    { name: 'a comment that they emptied', theirs: { comment: '' }, by: 'them' },
    { name: 'a comment that I emptied', mine: { comment: '' }, by: 'me' },
    { name: 'a learner whom I marked absent', mine: { presence: 'absent' as const }, by: 'me' },
    { name: 'a learner whom they excused', theirs: { presence: 'excused' as const }, by: 'them' },
    { name: 'a criterion that I began', mine: withEntry('c3', { comment: 'Nouveau' }), by: 'me' },
    { name: 'a comment that both rewrote', mine: { comment: 'A' }, theirs: { comment: 'B' }, by: 'both' },
    {
      name: 'a level that I changed and they took back',
      mine: withEntry('c1', { levelId: '4', comment: 'Voix posée.' }),
      theirs: withEntry('c1', { comment: 'Voix posée.' }),
      by: 'both',
    },
  ];
  for (const { name, mine = {}, theirs = {}, by } of cases) {
    it(`says who changed ${name}`, () => {
      assert.deepEqual(
        differences(changed(mine), changed(theirs)).map(({ changedBy }) => changedBy),
        [by],
      );
    });
  }

  it('holds both values, and names the criterion', () => {
    const mine = changed(withEntry('c1', { levelId: '4', comment: 'Voix posée.' }));
    assert.deepEqual(
      differences(mine, changed(withEntry('c1', { notJudged: true, comment: 'Voix posée.' }))),
      [{ field: 'level', criterionId: 'c1', mine: '4', theirs: 'notJudged', changedBy: 'both' }],
    );
  });

  it('takes every difference for a conflict when it does not know what was there', () => {
    const found = contentDifferences(changed({ comment: 'A' }), base, {}, digest);
    assert.deepEqual(
      found.map(({ changedBy }) => changedBy),
      ['both'],
    );
  });
});

describe('contentDigest', () => {
  it('leaves empty fields out', () => {
    assert.deepEqual(contentDigest(EMPTY_CONTENT, digest), {});
    assert.deepEqual(contentDigest(base, digest), {
      'level.c1': '#2',
      'comment.c1': '#Voix posée.',
      'level.c2': '#notJudged',
      generalComment: '#En progrès.',
    });
  });
});

describe('withTheirs', () => {
  const entry = fc
    .tuple(fc.constantFrom('', '1', '2', NOT_JUDGED), fc.constantFrom('', 'a', 'b'))
    .map(([judgement, comment]) => entryOf(judgement, comment));
  const contents: fc.Arbitrary<EvaluationContent> = fc.record({
    presence: fc.constantFrom<Presence>('present', 'absent', 'excused'),
    entries: fc.dictionary(fc.constantFrom('c1', 'c2', 'c3'), entry),
    comment: fc.constantFrom('', 'x', 'y'),
  });

  it('gives their content when all their values are taken, and mine when none is', () => {
    fc.assert(
      fc.property(contents, contents, contents, (began, mine, theirs) => {
        const found = contentDifferences(mine, theirs, contentDigest(began, digest), digest);
        assert.deepEqual(contentChanges(withTheirs(mine, found), theirs), []);
        assert.deepEqual(withTheirs(mine, []), mine);
      }),
    );
  });

  it('loses no change when each side keeps what it alone changed', () => {
    fc.assert(
      fc.property(contents, contents, contents, (began, mine, theirs) => {
        const found = contentDifferences(mine, theirs, contentDigest(began, digest), digest);
        const taken = found.filter(({ changedBy }) => changedBy === 'them');
        const merged = withTheirs(mine, taken);
        const left = contentDifferences(merged, theirs, contentDigest(began, digest), digest);
        assert.ok(left.every(({ changedBy }) => changedBy !== 'them'));
      }),
    );
  });
});

function entryOf(judgement: string, comment: string): CriterionEntry {
  const judged =
    judgement === NOT_JUDGED ? { notJudged: true as const } : judgement ? { levelId: judgement } : {};
  return { ...judged, ...(comment && { comment }) };
}
