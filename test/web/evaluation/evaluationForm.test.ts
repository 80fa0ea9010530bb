import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { parseEvaluationForm } from '../../../src/web/evaluation/evaluationForm.js';
import { welcomeGrid } from '../../support/activities.js';

const parse = (fields: Record<string, unknown>) =>
  parseEvaluationForm({ revision: '0', ...fields }, welcomeGrid);

describe('parseEvaluationForm', () => {
  it('takes absent fields as unset', () => {
    assert.deepEqual(parse({}), {
      content: { presence: 'present', entries: {}, comment: '' },
      revision: 0,
      base: {},
      action: 'save',
      tooLong: [],
    });
  });

  it('reads levels, comments and presence', () => {
    const { content } = parse({
      presence: 'excused',
      'level.C1.1-1': '3',
      'comment.C1.1-1': ' Voix posée. \r\nÀ l’aise.\r\n',
      'level.C1.1-2': 'notJudged',
      generalComment: 'Bien',
    });
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
    assert.deepEqual(parse({ 'level.C1.1-1': '', 'comment.C1.1-1': '  ' }).content.entries, {});
  });

  it('names the comments that are too long, and keeps them', () => {
    const form = parse({
      'comment.C1.1-1': 'x'.repeat(5001),
      'comment.C1.1-2': 'x'.repeat(5000),
      generalComment: 'y'.repeat(6000),
    });
    assert.deepEqual(form.tooLong, ['comment.C1.1-1', 'generalComment']);
    assert.equal(form.content.comment.length, 6000);
  });

  it('counts a line break once, as the browser does', () => {
    assert.deepEqual(parse({ generalComment: `a${'\r\n'.repeat(4998)}b` }).tooLong, []);
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
