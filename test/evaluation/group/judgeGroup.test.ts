import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import { draftDigest } from '../../../src/evaluation/contentConflict.js';
import type { CriterionEntry, Evaluation, EvaluationContent } from '../../../src/evaluation/evaluation.js';
import {
  judgedWithGroup,
  mergedJudgement,
  ownValues,
  type GroupSheet,
} from '../../../src/evaluation/group/judgeGroup.js';
import { judgementOf } from '../../../src/evaluation/judgement.js';
import { draftEvaluation, teacher } from '../../support/evaluations.js';

const at = new Date('2040-01-16T09:30:00Z');
const group = { id: 'a', name: 'Atelier A' };
const digest = (text: string) => `#${text}`;

/** A content of these levels: `-` stands for « non évalué ». */
function levels(by: Readonly<Record<string, string>>, comment = ''): EvaluationContent {
  const entry = (level: string): CriterionEntry => (level === '-' ? { notJudged: true } : { levelId: level });
  return {
    ...EMPTY_CONTENT,
    comment,
    entries: Object.fromEntries(Object.entries(by).map(([id, level]) => [id, entry(level)])),
  };
}

const member = (content: EvaluationContent, changes: Partial<Evaluation> = {}): Evaluation => ({
  ...draftEvaluation,
  content,
  history: [],
  ...changes,
});

const sheet = (
  content: EvaluationContent,
  before = EMPTY_CONTENT,
  same: readonly string[] = [],
): GroupSheet => ({
  group,
  content,
  base: draftDigest({ content: before }, digest),
  same: new Set(same),
  by: teacher,
  at,
});

const after = (own: EvaluationContent, given: GroupSheet) =>
  judgedWithGroup(member(own), given, digest).content;
const levelIn = (content: EvaluationContent, id: string) =>
  judgementOf(content.entries[id]).replace('notJudged', '-');

describe('judgedWithGroup', () => {
  it('gives a level that a rule counting observations leaves alone', () => {
    const counted = { rule: 'best', levels: { a: '3' }, byHand: [] } as const;
    const judged = judgedWithGroup(
      member(levels({ a: '3' }), { counted }),
      sheet(levels({ b: '4' })),
      digest,
    );
    assert.deepEqual(judged.counted, { ...counted, byHand: ['b'] });
  });

  describe('on one criterion', () => {
    /** What the member had, what the page showed of the group, what the teacher chose; what the member has then. */
    const cases: readonly [fact: string, own: string, before: string, chosen: string, then: string][] = [
      ['gives an open member the group’s level', '', '', '3', '3'],
      ['gives it to one who joined later, though the teacher changed nothing', '', '3', '3', '3'],
      ['moves on those who have what the group had', '3', '3', '4', '4'],
      ['keeps a level of the member’s own', '2', '', '3', '2'],
      ['keeps it when the group’s level changes', '4', '3', '2', '4'],
      ['keeps « non évalué » of the member’s own', '-', '', '3', '-'],
      ['leaves alone what is the same already', '3', '', '3', '3'],
      ['keeps what a colleague gave meanwhile, where the teacher changed nothing', '2', '3', '3', '2'],
      ['keeps what a colleague gave meanwhile, where the teacher changed it too', '2', '3', '4', '2'],
      ['takes nothing away where the group is open', '2', '', '', '2'],
      ['gives « non évalué » too', '3', '3', '-', '-'],
    ];
    const of = (level: string) => levels(level === '' ? {} : { c: level });
    for (const [fact, own, before, chosen, then] of cases) {
      it(fact, () => assert.equal(levelIn(after(of(own), sheet(of(chosen), of(before))), 'c'), then));
    }
  });

  it('gives comments as it gives levels, each by itself', () => {
    const groups: EvaluationContent = {
      ...EMPTY_CONTENT,
      entries: { c: { levelId: '3', comment: 'Bon accueil.' } },
      comment: 'Bel atelier.',
    };
    const own: EvaluationContent = {
      ...EMPTY_CONTENT,
      entries: { c: { comment: 'Le tien.' } },
    };
    assert.deepEqual(after(own, sheet(groups)), {
      presence: 'present',
      entries: { c: { levelId: '3', comment: 'Le tien.' } },
      comment: 'Bel atelier.',
    });
  });

  it('takes a comment back from those who had it from the group', () => {
    const before = levels({}, 'Bel atelier.');
    assert.equal(after(before, sheet(EMPTY_CONTENT, before)).comment, '');
    assert.equal(after(levels({}, 'À toi.'), sheet(EMPTY_CONTENT, before)).comment, 'À toi.');
  });

  it('touches neither presence nor mark nor note, nor what the grid no longer shows', () => {
    const own: EvaluationContent = {
      ...levels({ gone: '2' }),
      adjustment: { hundredths: 1200, reason: 'Oral repris.' },
    };
    const evaluation = member(own, { privateNote: 'PAP' });
    const judged = judgedWithGroup(evaluation, sheet(levels({ c: '3' })), digest);
    assert.deepEqual(judged.content.adjustment, own.adjustment);
    assert.equal(judged.privateNote, 'PAP');
    assert.equal(levelIn(judged.content, 'gone'), '2');
  });

  it('says with which group, on the evaluation and in a line of history of its own', () => {
    const own = { at: new Date(at.getTime() - 60_000), by: teacher, action: 'edited', changes: [] } as const;
    const judged = judgedWithGroup(member(levels({}), { history: [own] }), sheet(levels({ c: '3' })), digest);
    assert.deepEqual(judged.group, { ...group, at });
    assert.deepEqual(judged.history, [
      own,
      {
        at,
        by: teacher,
        action: 'edited',
        group,
        changes: [{ field: 'level', criterionId: 'c', from: '', to: '3' }],
      },
    ]);
    const again = judgedWithGroup(judged, sheet(levels({ c: '4' }), levels({ c: '3' })), digest);
    assert.equal(again.history.length, 2, 'strokes of the same minutes are one line');
  });

  it('is the same evaluation when there is nothing to give', () => {
    for (const own of [levels({ c: '3' }), levels({ c: '2' })]) {
      const evaluation = member(own);
      assert.equal(judgedWithGroup(evaluation, sheet(levels({ c: '3' })), digest), evaluation);
    }
  });

  describe('for a value that the teacher saw and gives up', () => {
    const groups = levels({ c: '3', d: '3' });
    const own = levels({ c: '2', d: '4' });
    const [onC] = ownValues(groups, member(own), digest);

    it('gives the group’s in its place, and no other', () => {
      const next = after(own, sheet(groups, groups, [onC?.key ?? '']));
      assert.deepEqual([levelIn(next, 'c'), levelIn(next, 'd')], ['3', '4']);
    });

    it('keeps one that changed since the teacher saw it', () => {
      const next = after(levels({ c: '1', d: '4' }), sheet(groups, groups, [onC?.key ?? '']));
      assert.equal(levelIn(next, 'c'), '1');
    });

    it('keeps another member’s', () => {
      const other = member(own, { learnerSub: '22' });
      const next = judgedWithGroup(other, sheet(groups, groups, [onC?.key ?? '']), digest);
      assert.equal(next, other);
    });
  });

  it('never overwrites a level but one that the group gave, or that the teacher gave up', () => {
    const level = fc.constantFrom('', '1', '2', '3', '4', '-');
    fc.assert(
      fc.property(level, level, level, (own, before, chosen) => {
        const of = (one: string) => levels(one === '' ? {} : { c: one });
        const then = levelIn(after(of(own), sheet(of(chosen), of(before))), 'c');
        if (own !== '' && own !== before) assert.equal(then, own);
        else if (chosen !== '') assert.equal(then, chosen);
      }),
    );
  });

  it('done twice, it is done once', () => {
    const contents = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '-'));
    fc.assert(
      fc.property(contents, contents, contents, (own, before, chosen) => {
        const given = sheet(levels(chosen), levels(before));
        const once = judgedWithGroup(member(levels(own)), given, digest);
        assert.equal(judgedWithGroup(once, given, digest), once);
      }),
    );
  });
});

describe('ownValues', () => {
  it('tells where a member differs from the group, and where only the member is judged', () => {
    const own: EvaluationContent = {
      ...levels({ a: '2', b: '3', c: '4' }, 'À toi.'),
      adjustment: { hundredths: 1200, reason: 'Oral repris.' },
    };
    const found = ownValues(levels({ a: '3', b: '3', d: '1' }, 'Bel atelier.'), member(own), digest);
    assert.deepEqual(
      found.map(({ field, criterionId, value, groups }) => [field, criterionId, value, groups]),
      [
        ['level', 'a', '2', '3'],
        ['level', 'c', '4', ''],
        ['generalComment', undefined, 'À toi.', 'Bel atelier.'],
      ],
    );
  });
});

describe('mergedJudgement', () => {
  it('keeps what a colleague alone changed of the group, and what the teacher changed', () => {
    const before = levels({ a: '1', b: '1', c: '1' });
    const stored = levels({ a: '1', b: '2', c: '2' });
    const mine = levels({ a: '3', b: '1', c: '3' });
    const merged = mergedJudgement(sheet(mine, before), stored, digest);
    assert.deepEqual(
      ['a', 'b', 'c'].map((id) => levelIn(merged, id)),
      ['3', '2', '3'],
    );
  });
});
