import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { parseDateFields, readDate, typedDate, type DateOutcome } from '../../../src/web/release/dateForm.js';

const NOW = new Date('2040-01-16T09:30:00Z');
const moment = (iso: string): DateOutcome => ({ kind: 'moment', moment: new Date(iso) });
const unreadable = (field: 'day' | 'time'): DateOutcome => ({ kind: 'unreadable', field });

describe('readDate', () => {
  const cases: [string, string, DateOutcome][] = [
    ['2040-01-20', '08:30', moment('2040-01-20T07:30:00Z')],
    ['20/01/2040', '08:30', moment('2040-01-20T07:30:00Z')],
    ['20/1/40', '8h30', moment('2040-01-20T07:30:00Z')],
    ['20-01-2040', '8 h 30', moment('2040-01-20T07:30:00Z')],
    ['20.01.2040', '8 H', moment('2040-01-20T07:00:00Z')],
    ['20 01 2040', '8', moment('2040-01-20T07:00:00Z')],
    ['14/07/2040', '18:05', moment('2040-07-14T16:05:00Z')],
    ['16/01/2040', '10:31', moment('2040-01-16T09:31:00Z')],
    ['16/01/2040', '10:30', { kind: 'past' }],
    ['16/01/2039', '10:31', { kind: 'past' }],
    ['30/02/2040', '08:00', { kind: 'noSuchTime' }],
    ['20/01/2040', '25:00', { kind: 'noSuchTime' }],
    ['25/03/2040', '02:30', { kind: 'noSuchTime' }],
    ['', '08:00', unreadable('day')],
    ['demain', '08:00', unreadable('day')],
    ['20/01', '08:00', unreadable('day')],
    ['20/01/20400', '08:00', unreadable('day')],
    ['20/01/2040', '', unreadable('time')],
    ['20/01/2040', 'midi', unreadable('time')],
    ['20/01/2040', '8:5', unreadable('time')],
  ];
  for (const [day, time, expected] of cases) {
    const outcome = expected.kind === 'unreadable' ? `unreadable ${expected.field}` : expected.kind;
    it(`reads « ${day} » and « ${time} » as ${outcome}`, () => {
      assert.deepEqual(readDate({ day, time }, NOW), expected);
    });
  }
});

describe('typedDate', () => {
  it('reads as the same moment', () => {
    for (const iso of ['2040-01-20T07:05:00Z', '2040-07-01T22:30:00Z']) {
      assert.deepEqual(readDate(typedDate(new Date(iso)), NOW), moment(iso));
    }
  });

  it('is written as the fields of the form want it', () => {
    assert.deepEqual(typedDate(new Date('2040-07-01T22:05:00Z')), { day: '2040-07-02', time: '00:05' });
  });
});

describe('parseDateFields', () => {
  it('takes missing fields as empty, and trims the others', () => {
    assert.deepEqual(parseDateFields(undefined), { day: '', time: '' });
    assert.deepEqual(parseDateFields({ day: ' 20/01/2040 ' }), { day: '20/01/2040', time: '' });
  });

  it('refuses what no page sends', () => {
    assert.throws(() => parseDateFields({ day: ['a', 'b'] }), BadRequest);
  });
});
