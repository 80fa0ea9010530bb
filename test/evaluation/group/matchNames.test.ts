import assert from 'node:assert/strict';
import { matchNames } from '../../../src/evaluation/group/matchNames.js';

const CLASS = [
  { sub: '1', name: 'Bézier Chloé' },
  { sub: '2', name: 'Diallo Amadou' },
  { sub: '3', name: "O'Connor Jean-Baptiste" },
  { sub: '4', name: 'Martin Camille' },
  { sub: '5', name: 'Martin Camille Zoé' },
  { sub: '6', name: 'Petit Léa' },
  { sub: '7', name: 'Petit Lucas' },
  { sub: '8', name: '李 丽' },
];

describe('matchNames', () => {
  const cases: readonly [line: string, sub: string | undefined][] = [
    ['Bézier Chloé', '1'],
    ['Chloé Bézier', '1'],
    ['  BEZIER,\tchloe ', '1'],
    ['Jean Baptiste O’CONNOR', '3'],
    ['Diallo', '2'],
    ['Lucas', '7'],
    ['丽 李', '8'],
    ['Martin Camille', '4'],
    ['Camille Martin Zoé', '5'],
    ['Petit', undefined],
    ['Martin', undefined],
    ['Chloé Diallo', undefined],
    ['Inconnu', undefined],
  ];
  for (const [line, sub] of cases) {
    it(`${sub === undefined ? 'leaves aside' : `finds ${sub} by`} « ${line} »`, () => {
      assert.deepEqual(
        matchNames(line, CLASS),
        sub === undefined ? { subs: [], unknown: [line] } : { subs: [sub], unknown: [] },
      );
    });
  }

  it('takes each learner once, passes over empty lines, and keeps unknown ones as they were written', () => {
    assert.deepEqual(matchNames('Diallo\n\n  ;  \nChloé\nAmadou\n Qui est-ce ? ', CLASS), {
      subs: ['2', '1'],
      unknown: ['Qui est-ce ?'],
    });
  });
});
