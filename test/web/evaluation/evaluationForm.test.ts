import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { parseEvaluationForm } from '../../../src/web/evaluation/evaluationForm.js';
import { welcomeGrid } from '../../support/activities.js';

const parse = (fields: Record<string, unknown>) =>
  parseEvaluationForm({ revision: '0', ...fields }, welcomeGrid);

describe('parseEvaluationForm', () => {
  it('takes absent fields as unset', () => {
    assert.deepEqual(parse({}), {
      draft: { content: { presence: 'present', entries: {}, comment: '' } },
      adjusting: { mark: '', reason: '' },
      revision: 0,
      base: {},
      action: 'save',
      problems: [],
    });
  });

  it('reads levels, comments and presence', () => {
    const { content } = parse({
      presence: 'excused',
      'level.C1.1-1': '3',
      'comment.C1.1-1': ' Voix posée. \r\nÀ l’aise.\r\n',
      'level.C1.1-2': 'notJudged',
      generalComment: 'Bien',
    }).draft;
    assert.deepEqual(content, {
      presence: 'excused',
      entries: {
        'C1.1-1': { levelId: '3', comment: 'Voix posée. \nÀ l’aise.' },
        'C1.1-2': { notJudged: true },
      },
      comment: 'Bien',
    });
  });

  it('keeps no entry for what is left blank', () => {
    assert.deepEqual(parse({ 'level.C1.1-1': '', 'comment.C1.1-1': '  ' }).draft.content.entries, {});
  });

  it('names the comments that are too long, and keeps them', () => {
    const form = parse({
      'comment.C1.1-1': 'x'.repeat(5001),
      'comment.C1.1-2': 'x'.repeat(5000),
      generalComment: 'y'.repeat(6000),
      privateNote: 'z'.repeat(5002),
    });
    assert.deepEqual(form.problems, [
      { name: 'comment.C1.1-1', kind: 'tooLong', over: 1 },
      { name: 'generalComment', kind: 'tooLong', over: 1000 },
      { name: 'privateNote', kind: 'tooLong', over: 2 },
    ]);
    assert.equal(form.draft.content.comment.length, 6000);
  });

  it('counts a line break once, as the browser does', () => {
    assert.deepEqual(parse({ generalComment: `a${'\r\n'.repeat(4998)}b` }).problems, []);
  });

  it('reads whose values are kept', () => {
    const { kept } = parse({ settling: '1', 'keep.level.C1.1-1': 'theirs', 'keep.generalComment': 'mine' });
    assert.deepEqual(
      [...(kept ?? [])],
      [
        ['level.C1.1-1', 'theirs'],
        ['generalComment', 'mine'],
      ],
    );
  });

  it('reads a private note beside the content, and never into it', () => {
    const { draft } = parse({ privateNote: ' Appeler la famille. ' });
    assert.equal(draft.privateNote, 'Appeler la famille.');
    assert.deepEqual(Object.keys(draft.content), ['presence', 'entries', 'comment']);
  });

  describe('of an adjusted mark', () => {
    const adjust = (adjustedMark: string, adjustmentReason: string) =>
      parse({ adjustedMark, adjustmentReason });

    const read: [string, number][] = [
      ['14,5', 1450],
      ['14.5', 1450],
      ['14', 1400],
      ['14,', 1400],
      ['0', 0],
      ['0,05', 5],
      ['20,00', 2000],
      [' 9,25 ', 925],
    ];
    for (const [typed, hundredths] of read) {
      it(`reads « ${typed} »`, () => {
        const { draft, problems } = adjust(typed, 'Oral');
        assert.deepEqual(draft.content.adjustment, { hundredths, reason: 'Oral' });
        assert.deepEqual(problems, []);
      });
    }

    const bad = { name: 'adjustedMark', kind: 'badMark' };
    const problems: [string, string, string, object][] = [
      ['over the maximum', '20,01', 'Oral', bad],
      ['under zero', '-1', 'Oral', bad],
      ['with three decimals', '14,125', 'Oral', bad],
      ['in letters', 'quatorze', 'Oral', bad],
      ['as JavaScript writes numbers', '1e1', 'Oral', bad],
      ['without a reason', '14', '  ', { name: 'adjustmentReason', kind: 'noReason' }],
      ['without a mark', '', 'Oral', { name: 'adjustedMark', kind: 'noMark' }],
      [
        'with an endless reason',
        '14',
        'x'.repeat(5001),
        { name: 'adjustmentReason', kind: 'tooLong', over: 1 },
      ],
    ];
    for (const [what, mark, reason, expected] of problems) {
      it(`takes none ${what}, and keeps what was typed`, () => {
        const form = adjust(mark, reason);
        assert.deepEqual(form.problems, [expected]);
        assert.equal(form.draft.content.adjustment, undefined);
        assert.deepEqual(form.adjusting, { mark: mark.trim(), reason: reason.trim() });
      });
    }

    it('goes back to the computed mark when asked to', () => {
      const form = parse({ adjustedMark: '25', adjustmentReason: 'Oral', unadjust: '1' });
      assert.deepEqual(form.problems, []);
      assert.equal(form.draft.content.adjustment, undefined);
    });
  });

  const refused: [string, Record<string, unknown>][] = [
    ['an unknown criterion', { 'level.C9.9-9': '3' }],
    ['a comment on an unknown criterion', { 'comment.C9.9-9': 'x' }],
    ['a side of an unknown criterion', { 'keep.level.C9.9-9': 'mine' }],
    ['a criterion of the object prototype', { 'level.__proto__': '3' }],
    ['an unknown level', { 'level.C1.1-1': '9' }],
    ['a level of another criterion’s name', { 'level.C1.1-1': 'C1.1-2' }],
    ['two levels at once', { 'level.C1.1-1': ['3', '4'] }],
    ['two comments at once', { 'comment.C1.1-1': ['a', 'b'] }],
    ['two overall comments', { generalComment: ['a', 'b'] }],
    ['two private notes', { privateNote: ['a', 'b'] }],
    ['two adjusted marks', { adjustedMark: ['14', '15'] }],
    ['an unknown presence', { presence: 'late' }],
    ['an unknown action', { action: 'erase' }],
    ['no revision', { revision: '' }],
    ['a revision that is no number', { revision: '1e3' }],
    ['a negative revision', { revision: '-1' }],
    ['a base that is no JSON', { base: '{' }],
    ['a base of another shape', { base: '[1]' }],
  ];
  for (const [what, fields] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parse(fields), BadRequest);
    });
  }

  it('refuses a body that is missing', () => {
    assert.throws(() => parseEvaluationForm(undefined, welcomeGrid), BadRequest);
  });
});
