import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { readFramework } from '../../../src/frameworkFile.js';
import { readScales } from '../../../src/scalesFile.js';
import { emptyFields, parseAttachFields, readAttachFields } from '../../../src/web/attach/attachForm.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));
const scales = readScales(new URL('config/scales.json', root));

const posted = (change: Record<string, unknown> = {}) => ({
  title: 'Accueil',
  scale: 'acquis',
  maximum: '20',
  step: '50',
  direction: 'nearest',
  purpose: 'formative',
  criteria: ['C1.2-2', 'C1.2-1'],
  ...change,
});
const read = (change?: Record<string, unknown>) => readAttachFields(posted(change), framework);
const parse = (change?: Record<string, unknown>) => parseAttachFields(read(change), scales);

describe('readAttachFields', () => {
  it('keeps what was typed, as it was typed', () => {
    const fields = read({ title: '  Accueil ', maximum: 'vingt', 'weight C1.2-1': '2,5' });
    assert.equal(fields.title, '  Accueil ');
    assert.equal(fields.maximum, 'vingt');
    assert.equal(fields.weights.get('C1.2-1'), '2,5');
    assert.deepEqual([...fields.chosen], ['C1.2-2', 'C1.2-1']);
  });

  it('takes one criterion where the browser sends one', () => {
    assert.deepEqual([...read({ criteria: 'C1.2-1' }).chosen], ['C1.2-1']);
  });

  it('takes a competency for all its criteria', () => {
    const { chosen } = read({ criteria: [], competencies: '1.6' });
    assert.deepEqual([...chosen], ['C1.6-1', 'C1.6-2', 'C1.6-3']);
  });

  it('takes an empty form, which a search sends', () => {
    assert.equal(readAttachFields(undefined, framework).chosen.size, 0);
  });

  const refused: readonly Record<string, unknown>[] = [
    { criteria: ['C9.9-9'] },
    { criteria: { a: 'C1.2-1' } },
    { title: ['a', 'b'] },
  ];
  for (const change of refused) {
    it(`refuses ${JSON.stringify(change)}, which no picker sends`, () => {
      assert.throws(() => read(change), BadRequest);
    });
  }
});

describe('parseAttachFields', () => {
  it('gives the choice behind the fields', () => {
    const parsed = parse({ 'weight C1.2-1': '2,5', maximum: '10', step: '25', direction: 'up' });
    assert.equal(parsed.kind, 'choice');
    if (parsed.kind !== 'choice') return;
    const { scale, weights, ...rest } = parsed.choice;
    assert.equal(scale.id, 'acquis');
    assert.deepEqual(Object.fromEntries(weights), { 'C1.2-2': 100, 'C1.2-1': 250 });
    assert.deepEqual(rest, {
      title: 'Accueil',
      maximumHundredths: 1000,
      rounding: { stepHundredths: 25, direction: 'up' },
      purpose: 'formative',
    });
  });

  it('takes the first scale when none is named', () => {
    const parsed = parse({ scale: '' });
    assert.equal(parsed.kind === 'choice' && parsed.choice.scale.id, scales[0]?.id);
  });

  const decimals: readonly (readonly [typed: string, hundredths: number | undefined])[] = [
    ['20', 2000],
    [' 20 ', 2000],
    ['12,5', 1250],
    ['12.5', 1250],
    ['12,05', 1205],
    ['1', 100],
    ['1000', 100_000],
    ['0,99', undefined],
    ['1000,01', undefined],
    ['12,345', undefined],
    ['-3', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['vingt', undefined],
  ];
  for (const [typed, hundredths] of decimals) {
    it(`${hundredths === undefined ? 'refuses' : 'takes'} « ${typed} » as maximum`, () => {
      const parsed = parse({ maximum: typed });
      if (hundredths === undefined) {
        assert.deepEqual(parsed, { kind: 'problems', problems: [{ field: 'maximum' }] });
      } else {
        assert.equal(parsed.kind === 'choice' && parsed.choice.maximumHundredths, hundredths);
      }
    });
  }

  for (const typed of ['0', '', 'x', '100,01', '-1']) {
    it(`refuses « ${typed} » as weight, naming the criterion`, () => {
      assert.deepEqual(parse({ 'weight C1.2-2': typed }), {
        kind: 'problems',
        problems: [{ field: 'weight', code: 'C1.2-2' }],
      });
    });
  }

  it('leaves the weights of criteria that are not chosen alone', () => {
    assert.equal(parse({ 'weight C1.1-1': 'x' }).kind, 'choice');
  });

  it('names every problem at once', () => {
    const parsed = parse({ criteria: [], maximum: '', title: 'é'.repeat(256) });
    assert.deepEqual(parsed, {
      kind: 'problems',
      problems: [{ field: 'criteria' }, { field: 'maximum' }, { field: 'title' }],
    });
  });

  it('counts the characters of a title, not their units', () => {
    assert.equal(parse({ title: '🌸'.repeat(255) }).kind, 'choice');
  });

  for (const change of [{ scale: 'mine' }, { step: '3' }, { direction: 'down' }, { purpose: 'fun' }]) {
    it(`refuses ${JSON.stringify(change)}, which was never offered`, () => {
      assert.throws(() => parse(change), BadRequest);
    });
  }
});

describe('emptyFields', () => {
  it('needs nothing but criteria to make a grid', () => {
    const fields = { ...emptyFields('Accueil'), chosen: new Set(['C1.2-1']) };
    const parsed = parseAttachFields(fields, scales);
    assert.equal(parsed.kind === 'choice' && parsed.choice.maximumHundredths, 2000);
  });
});
