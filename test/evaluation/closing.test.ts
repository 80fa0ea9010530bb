import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Activity } from '../../src/evaluation/activity.js';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import { canonicalForm, close, coSign, isIntact, reopen, type Sha256 } from '../../src/evaluation/closing.js';
import type { Actor, Evaluation } from '../../src/evaluation/evaluation.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { draftEvaluation, publishedEvaluation, teacher } from '../support/evaluations.js';
import { movedTo, secondVersion } from '../support/versions.js';

const NOW = new Date('2040-01-16T10:00:00Z');
const LATER = new Date('2040-01-16T11:00:00Z');
const colleague: Actor = { sub: '8', name: 'Paul Mercier' };
const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');
const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };

function closed(evaluation: Evaluation = draftEvaluation, activity = certificative): Evaluation {
  const outcome = close(evaluation, activity, { by: teacher, at: NOW }, sha256);
  assert.equal(outcome.kind, 'closed');
  return outcome.evaluation;
}

function coSigned(evaluation: Evaluation = closed()): Evaluation {
  const outcome = coSign(evaluation, certificative, { by: colleague, at: LATER }, sha256);
  assert.equal(outcome.kind, 'coSigned');
  return outcome.evaluation;
}

describe('close', () => {
  it('dates and hashes the evaluation, and names who closed it', () => {
    const { closing, history, updatedAt, updatedBy } = closed();
    const hash = sha256(canonicalForm(draftEvaluation, certificative, { by: teacher, at: NOW }));
    assert.deepEqual(closing, { at: NOW, by: teacher, hash });
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(history.at(-1), { at: NOW, by: teacher, action: 'closed', changes: [] });
    assert.deepEqual([updatedAt, updatedBy], [NOW, teacher]);
  });

  it('leaves content and publication as they are, and is no longer only ready', () => {
    const evaluation = { ...publishedEvaluation, ready: { at: NOW, by: teacher } };
    const { content, publication, ready } = closed(evaluation);
    assert.deepEqual([content, publication], [evaluation.content, evaluation.publication]);
    assert.equal(ready, undefined);
  });

  it('gives the same evaluation when it is closed already', () => {
    const once = closed();
    assert.equal(closed(once), once);
  });

  it('refuses a formative evaluation', () => {
    const outcome = close(draftEvaluation, welcomeActivity, { by: teacher, at: NOW }, sha256);
    assert.deepEqual(outcome, { kind: 'notCertificative' });
  });

  it('refuses a present learner of whom nothing is judged', () => {
    const blank = { ...draftEvaluation, content: { ...EMPTY_CONTENT, comment: 'Bien' } };
    const outcome = close(blank, certificative, { by: teacher, at: NOW }, sha256);
    assert.deepEqual(outcome, { kind: 'nothingJudged' });
  });

  for (const presence of ['absent', 'excused'] as const) {
    it(`closes an ${presence} learner`, () => {
      assert.ok(closed({ ...draftEvaluation, content: { ...EMPTY_CONTENT, presence } }).closing);
    });
  }
});

describe('canonicalForm', () => {
  const form = (evaluation = draftEvaluation, activity = certificative) =>
    canonicalForm(evaluation, activity, { by: teacher, at: NOW });

  const { entries } = draftEvaluation.content;
  const turned = Object.fromEntries(Object.entries(entries).toReversed());
  const same: [string, Evaluation, Activity][] = [
    ['the private note', { ...draftEvaluation, privateNote: 'À revoir.' }, certificative],
    ['the publication', publishedEvaluation, certificative],
    ['the history', { ...draftEvaluation, history: [] }, certificative],
    ['the revision', { ...draftEvaluation, revision: 9 }, certificative],
    [
      'the order of entries',
      { ...draftEvaluation, content: { ...draftEvaluation.content, entries: turned } },
      certificative,
    ],
    ['the title that the platform shows', draftEvaluation, { ...certificative, title: 'Autre' }],
    ['the release', draftEvaluation, { ...certificative, releaseAt: LATER }],
  ];
  for (const [name, evaluation, activity] of same) {
    it(`does not depend on ${name}`, () => assert.equal(form(evaluation, activity), form()));
  }

  const changed = (content: Partial<Evaluation['content']>): Evaluation => ({
    ...draftEvaluation,
    content: { ...draftEvaluation.content, ...content },
  });
  const others: [string, Evaluation, Activity?][] = [
    ['a level', changed({ entries: { ...entries, 'C1.1-1': { levelId: '4' } } })],
    ['a comment', changed({ comment: 'En grand progrès.' })],
    ['the presence', changed({ presence: 'absent' })],
    ['an adjusted mark', changed({ adjustment: { hundredths: 1200, reason: 'Oral.' } })],
    ['the learner', { ...draftEvaluation, learnerSub: '22' }],
    [
      'the grid',
      draftEvaluation,
      { ...certificative, grid: { ...certificative.grid, maximumHundredths: 1000 } },
    ],
  ];
  for (const [name, evaluation, activity] of others) {
    it(`changes with ${name}`, () => assert.notEqual(form(evaluation, activity), form()));
  }

  it('changes with who closed it, and with when', () => {
    assert.notEqual(canonicalForm(draftEvaluation, certificative, { by: colleague, at: NOW }), form());
    assert.notEqual(canonicalForm(draftEvaluation, certificative, { by: teacher, at: LATER }), form());
  });

  it('holds the grid that the evaluation was judged on, whatever version came since', () => {
    const onFirst = { ...draftEvaluation, gridVersionId: certificative.gridVersionId };
    const moved = movedTo(secondVersion({ title: 'Autre', purpose: 'certificative' }), certificative);
    assert.equal(form(onFirst, moved), form());
  });
});

describe('coSign', () => {
  it('adds the signature of a second evaluator, and keeps date, author and hash', () => {
    const { closing, history } = coSigned();
    assert.deepEqual(closing, { ...closed().closing, coSigned: { at: LATER, by: colleague } });
    assert.equal(history.at(-1)?.action, 'coSigned');
  });

  it('leaves it intact', () => assert.equal(isIntact(coSigned(), certificative, sha256), true));

  it('gives the same evaluation when it is signed already', () => {
    const once = coSigned();
    const third = { by: { sub: '9' }, at: LATER };
    const outcome = coSign(once, certificative, third, sha256);
    assert.equal(outcome.kind === 'coSigned' && outcome.evaluation, once);
  });

  const refused: [string, Evaluation, Actor, string][] = [
    ['what is not closed', draftEvaluation, colleague, 'notClosed'],
    ['the one who closed it', closed(), teacher, 'sameEvaluator'],
    [
      'the one who closed it, under another name',
      closed(),
      { sub: teacher.sub, name: 'C. F.' },
      'sameEvaluator',
    ],
    [
      'what was changed since',
      { ...closed(), content: { ...draftEvaluation.content, comment: 'Autre' } },
      colleague,
      'notIntact',
    ],
  ];
  for (const [name, evaluation, by, kind] of refused) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(coSign(evaluation, certificative, { by, at: LATER }, sha256), { kind });
    });
  }
});

describe('reopen', () => {
  it('opens the evaluation, and keeps the closing with its signatures in the history', () => {
    const before = coSigned();
    const reopened = reopen(before, '  Erreur de saisie.\n', colleague, LATER);
    assert.equal('closing' in reopened, false);
    assert.deepEqual(reopened.history.at(-1), {
      at: LATER,
      by: colleague,
      action: 'reopened',
      changes: [],
      reason: 'Erreur de saisie.',
      closing: before.closing,
    });
    assert.deepEqual(reopened.content, before.content);
  });

  it('needs a reason', () => assert.throws(() => reopen(closed(), ' \n', teacher, LATER), RangeError));

  it('gives the same evaluation when it is not closed', () => {
    assert.equal(reopen(draftEvaluation, '', teacher, LATER), draftEvaluation);
  });

  it('lets it be closed again, with another hash', () => {
    const again = close(
      reopen(closed(), 'Oubli', teacher, LATER),
      certificative,
      { by: teacher, at: LATER },
      sha256,
    );
    assert.ok(again.kind === 'closed');
    assert.notEqual(again.evaluation.closing?.hash, closed().closing?.hash);
  });
});

describe('isIntact', () => {
  it('is true of what was closed', () => assert.equal(isIntact(closed(), certificative, sha256), true));

  it('is true after a notes or a publication changed beside it', () => {
    const beside = { ...closed(), privateNote: 'x', publication: publishedEvaluation.publication! };
    assert.equal(isIntact(beside, certificative, sha256), true);
  });

  const broken: [string, (evaluation: Evaluation) => Evaluation][] = [
    ['a level', (one) => ({ ...one, content: { ...one.content, entries: { 'C1.1-1': { levelId: '4' } } } })],
    ['a comment', (one) => ({ ...one, content: { ...one.content, comment: '' } })],
    ['the date', (one) => ({ ...one, closing: { ...one.closing!, at: LATER } })],
    ['the evaluator', (one) => ({ ...one, closing: { ...one.closing!, by: colleague } })],
    ['the hash', (one) => ({ ...one, closing: { ...one.closing!, hash: '0'.repeat(64) } })],
  ];
  for (const [name, change] of broken) {
    it(`is false once ${name} was changed`, () => {
      assert.equal(isIntact(change(closed()), certificative, sha256), false);
    });
  }

  it('is false once the grid was changed', () => {
    const other = {
      ...certificative,
      grid: { ...certificative.grid, criteria: welcomeGrid.criteria.slice(1) },
    };
    assert.equal(isIntact(closed(), other, sha256), false);
  });

  it('is false of what is not closed', () => {
    assert.equal(isIntact(draftEvaluation, certificative, sha256), false);
  });
});
