import assert from 'node:assert/strict';
import { parisMoment, parisTime, type ParisTime } from '../../../src/web/release/parisMoment.js';

const time = (year: number, month: number, day: number, hour: number, minute = 0): ParisTime => ({
  year,
  month,
  day,
  hour,
  minute,
});

describe('parisMoment', () => {
  const cases: [string, ParisTime, string | undefined][] = [
    ['is one hour behind in winter', time(2040, 1, 20, 8, 30), '2040-01-20T07:30:00.000Z'],
    ['is two hours behind in summer', time(2040, 7, 1, 8), '2040-07-01T06:00:00.000Z'],
    ['crosses midnight', time(2040, 1, 1, 0, 30), '2039-12-31T23:30:00.000Z'],
    ['is the last minute before clocks go forward', time(2026, 3, 29, 1, 59), '2026-03-29T00:59:00.000Z'],
    ['is nothing in the hour that clocks leave out', time(2026, 3, 29, 2, 30), undefined],
    ['is the first minute after it', time(2026, 3, 29, 3), '2026-03-29T01:00:00.000Z'],
    ['is the later one in the hour that comes twice', time(2026, 10, 25, 2, 30), '2026-10-25T01:30:00.000Z'],
    ['is the day after the clocks went back', time(2026, 10, 25, 3), '2026-10-25T02:00:00.000Z'],
    ['knows leap days', time(2040, 2, 29, 12), '2040-02-29T11:00:00.000Z'],
    ['is nothing on 29 February of other years', time(2041, 2, 29, 12), undefined],
    ['is nothing on 31 April', time(2040, 4, 31, 12), undefined],
    ['is nothing in a thirteenth month', time(2040, 13, 1, 12), undefined],
    ['is nothing at 24 h', time(2040, 1, 1, 24), undefined],
    ['is nothing at 8 h 60', time(2040, 1, 1, 8, 60), undefined],
    ['is nothing on day 0', time(2040, 1, 0, 8), undefined],
  ];
  for (const [name, given, expected] of cases) {
    it(name, () => assert.equal(parisMoment(given)?.toISOString(), expected));
  }

  it('is what clocks in Paris show, through a whole year', () => {
    for (let moment = Date.UTC(2026, 0, 1); moment < Date.UTC(2027, 0, 1); moment += 1_800_000) {
      const shown = parisTime(new Date(moment));
      const found = parisMoment(shown);
      assert.ok(found);
      const hoursLater = (found.getTime() - moment) / 3_600_000;
      assert.ok(hoursLater === 0 || (hoursLater === 1 && shown.month === 10), new Date(moment).toISOString());
    }
  });
});
