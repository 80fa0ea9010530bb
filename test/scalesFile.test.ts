import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../src/projectRoot.js';
import { readScales } from '../src/scalesFile.js';

const low = { id: 'no', label: 'non acquis', code: 'NA', sharePercent: 0, sign: 'empty' };
const high = { id: 'yes', label: 'acquis', code: 'A', sharePercent: 100, sign: 'full', color: 'blue' };
const scale = { id: 'two', name: 'Deux niveaux', levels: [low, high] };

describe('readScales', () => {
  let directory: string;
  const file = () => pathToFileURL(path.join(directory, 'scales.json'));
  const written = (content: unknown) => {
    writeFileSync(file(), JSON.stringify(content));
    return file();
  };

  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'attendus-test-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  it('reads the presets: the four usual scales, from the least to the most mastered', () => {
    const scales = readScales(new URL('config/scales.json', projectRoot));
    assert.deepEqual(
      scales.map(({ levels }) => levels.map(({ code }) => code).join(' ')),
      ['1 2 3 4', 'TI I S TS', 'NA EC A', 'N D A E'],
    );
    assert.ok(scales.every(({ levels }) => levels.at(-1)?.sharePercent === 100));
  });

  it('reads colours and descriptors where there are some', () => {
    const described = { ...scale, levels: [{ ...low, descriptor: "N'y arrive pas encore" }, high] };
    assert.deepEqual(readScales(written([described])), [described]);
  });

  const broken: readonly (readonly [string, unknown, RegExp])[] = [
    ['no scale', [], /expected array to have >=1/],
    ['a part of another name', [{ ...scale, colour: 'red' }], /Unrecognized key: "colour"/],
    ['an unknown colour', [{ ...scale, levels: [low, { ...high, color: 'pink' }] }], /levels\[1\]\.color/],
    ['one level', [{ ...scale, levels: [high] }], /two: scaleSize/],
    ['shares that fall', [{ ...scale, levels: [high, low] }], /two: levelShareFalls at level 2 non acquis/],
    ['a level without a label', [{ ...scale, levels: [{ ...low, label: '' }, high] }], /levelLabelMissing/],
    ['two scales of one id', [scale, scale], /two is the id of two scales/],
    ['two levels of one id', [scale, { ...scale, id: 'others' }], /yes is the id of two levels/],
  ];
  for (const [what, content, message] of broken) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readScales(written(content)), message);
    });
  }
});
