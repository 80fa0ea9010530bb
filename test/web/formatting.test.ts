import assert from 'node:assert/strict';
import {
  formatHundredths,
  formatList,
  formatMark,
  formatDay,
  formatMoment,
  nameOrder,
} from '../../src/web/formatting.js';
import { plain } from '../support/teacherPages.js';

describe('formatMark', () => {
  const cases: [number, number, string, string][] = [
    [1450, 50, '14,5', '14.5'],
    [900, 50, '9,0', '9.0'],
    [1400, 100, '14', '14'],
    [1425, 25, '14,25', '14.25'],
    [1400, 25, '14,00', '14.00'],
    [1275, 50, '12,75', '12.75'],
  ];
  for (const [hundredths, step, french, english] of cases) {
    it(`writes ${hundredths} with steps of ${step} as ${french}`, () => {
      assert.equal(formatMark(hundredths, step, 'fr'), french);
      assert.equal(formatMark(hundredths, step, 'en'), english);
    });
  }
});

describe('formatHundredths', () => {
  it('writes no decimal that says nothing', () => {
    assert.equal(formatHundredths(2000, 'fr'), '20');
    assert.equal(formatHundredths(150, 'fr'), '1,5');
  });
});

describe('formatMoment', () => {
  const now = new Date('2040-03-12T13:05:00Z');
  const cases: [string, string, string][] = [
    ['2040-03-12T13:03:00Z', 'à 14 h 03', 'at 14:03'],
    ['2040-03-11T22:59:00Z', 'le 11 mars à 23 h 59', 'on 11 March at 23:59'],
    ['2040-03-11T23:01:00Z', 'à 00 h 01', 'at 00:01'],
    ['2039-12-01T08:30:00Z', 'le 1er décembre 2039 à 09 h 30', 'on 1 December 2039 at 09:30'],
  ];
  for (const [at, french, english] of cases) {
    it(`says ${french}, on the clock of Paris`, () => {
      assert.equal(plain(formatMoment(new Date(at), now, 'fr')), french);
      assert.equal(plain(formatMoment(new Date(at), now, 'en')), english);
    });
  }
});

describe('formatDay', () => {
  const now = new Date('2040-03-12T13:05:00Z');
  const cases: [string, string, string][] = [
    ['2040-03-12T13:03:00Z', 'le 12 mars', 'on 12 March'],
    ['2040-02-29T23:30:00Z', 'le 1er mars', 'on 1 March'],
    ['2039-12-01T08:30:00Z', 'le 1er décembre 2039', 'on 1 December 2039'],
  ];
  for (const [at, french, english] of cases) {
    it(`says ${french}, on the calendar of Paris`, () => {
      assert.equal(plain(formatDay(new Date(at), now, 'fr')), french);
      assert.equal(plain(formatDay(new Date(at), now, 'en')), english);
    });
  }
});

describe('formatList', () => {
  it('joins names as people say them', () => {
    assert.equal(formatList(['Chloé'], 'fr'), 'Chloé');
    assert.equal(formatList(['Chloé', 'Amadou'], 'fr'), 'Chloé et Amadou');
    assert.equal(formatList(['Chloé', 'Amadou', 'Zoé'], 'en'), 'Chloé, Amadou and Zoé');
  });
});

describe('nameOrder', () => {
  it('puts accented names where a class list does', () => {
    const names = ['Fabre', 'Éboué', 'Durand', "N'Diaye", 'Élève 3f2a', 'Da Silva'];
    assert.deepEqual(names.toSorted(nameOrder.fr.compare), [
      'Da Silva',
      'Durand',
      'Éboué',
      'Élève 3f2a',
      'Fabre',
      "N'Diaye",
    ]);
  });
});
