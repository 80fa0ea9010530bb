import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { draftChanges, EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import {
  draftDifferences,
  draftDigest,
  withTheirs,
  type Digest,
} from '../../src/evaluation/contentConflict.js';
import type {
  Adjustment,
  CriterionEntry,
  Draft,
  EvaluationContent,
  Presence,
} from '../../src/evaluation/evaluation.js';
import { NOT_JUDGED } from '../../src/evaluation/judgement.js';

const digest: Digest = (text) => `#${text}`;

const content: EvaluationContent = {
  presence: 'present',
  entries: { c1: { levelId: '2', comment: 'Voix posée.' }, c2: { notJudged: true } },
  comment: 'En progrès.',
  adjustment: { hundredths: 1200, reason: 'Oral de rattrapage.' },
};
const base: Draft = { content, privateNote: 'Appeler la famille.' };

type Changes = Partial<EvaluationContent> & { readonly privateNote?: string };
const changed = ({ privateNote = 'Appeler la famille.', ...changes }: Changes): Draft => ({
  content: { ...content, ...changes },
  ...(privateNote && { privateNote }),
});
const withEntry = (id: string, value: CriterionEntry) => ({ entries: { ...content.entries, [id]: value } });

const differences = (mine: Draft, theirs: Draft) =>
  draftDifferences(mine, theirs, draftDigest(base, digest), digest);

describe('draftDifferences', () => {
  it('finds none between two contents that say the same', () => {
    assert.deepEqual(differences(base, structuredClone(base)), []);
  });

  const cases: { name: string; mine?: Changes; theirs?: Changes; by: string }[] = [
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
    {
      name: 'a mark that they adjusted otherwise',
      theirs: { adjustment: { hundredths: 1300, reason: 'Oral de rattrapage.' } },
      by: 'them',
    },
    {
      name: 'a reason that both rewrote',
      mine: { adjustment: { hundredths: 1200, reason: 'A' } },
      theirs: { adjustment: { hundredths: 1200, reason: 'B' } },
      by: 'both',
    },
    { name: 'a private note that they rewrote', theirs: { privateNote: 'Famille appelée.' }, by: 'them' },
    { name: 'a private note that I erased', mine: { privateNote: '' }, by: 'me' },
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
    const found = draftDifferences(changed({ comment: 'A' }), base, {}, digest);
    assert.deepEqual(
      found.map(({ changedBy }) => changedBy),
      ['both'],
    );
  });
});

describe('draftDigest', () => {
  it('leaves empty fields out', () => {
    assert.deepEqual(draftDigest({ content: EMPTY_CONTENT }, digest), {});
    assert.deepEqual(draftDigest(base, digest), {
      'level.c1': '#2',
      'comment.c1': '#Voix posée.',
      'level.c2': '#notJudged',
      generalComment: '#En progrès.',
      adjustment: '#1200 Oral de rattrapage.',
      privateNote: '#Appeler la famille.',
    });
  });
});

describe('withTheirs', () => {
  const entry = fc
    .tuple(fc.constantFrom('', '1', '2', NOT_JUDGED), fc.constantFrom('', 'a', 'b'))
    .map(([judgement, comment]) => entryOf(judgement, comment));
  const adjustments = fc.record({ hundredths: fc.nat({ max: 2 }), reason: fc.constantFrom('r', 's t\nu') });
  const drafts: fc.Arbitrary<Draft> = fc
    .record({
      content: fc.record({
        presence: fc.constantFrom<Presence>('present', 'absent', 'excused'),
        entries: fc.dictionary(fc.constantFrom('c1', 'c2', 'c3'), entry),
        comment: fc.constantFrom('', 'x', 'y'),
      }),
      adjustment: fc.option(adjustments, { nil: undefined }),
      privateNote: fc.constantFrom('', 'n', 'm'),
    })
    .map((drawn) => drawnDraft(drawn));

  it('gives their draft when all their values are taken, and mine when none is', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (began, mine, theirs) => {
        const found = draftDifferences(mine, theirs, draftDigest(began, digest), digest);
        assert.deepEqual(draftChanges(withTheirs(mine, found), theirs), []);
        assert.deepEqual(withTheirs(mine, []), mine);
      }),
    );
  });

  it('loses no change when each side keeps what it alone changed', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (began, mine, theirs) => {
        const found = draftDifferences(mine, theirs, draftDigest(began, digest), digest);
        const taken = found.filter(({ changedBy }) => changedBy === 'them');
        const merged = withTheirs(mine, taken);
        const left = draftDifferences(merged, theirs, draftDigest(began, digest), digest);
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

interface Drawn {
  readonly content: EvaluationContent;
  readonly adjustment: Adjustment | undefined;
  readonly privateNote: string;
}

const drawnDraft = ({ content: drawn, adjustment, privateNote }: Drawn): Draft => ({
  content: { ...drawn, ...(adjustment && { adjustment }) },
  ...(privateNote && { privateNote }),
});
