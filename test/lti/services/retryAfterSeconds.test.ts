import assert from 'node:assert/strict';
import { retryAfterSeconds } from '../../../src/lti/services/retryAfterSeconds.js';

describe('retryAfterSeconds', () => {
  const now = new Date('2040-01-15T10:00:00.500Z');
  const cases: [string, string | undefined, number | undefined][] = [
    ['is none without a wish', undefined, undefined],
    ['reads seconds', '120', 120],
    ['reads zero', '0', 0],
    ['reads seconds with blanks around', ' 30 ', 30],
    ['reads a date', 'Sun, 15 Jan 2040 10:02:00 GMT', 120],
    ['reads a date that has passed as now', 'Sun, 15 Jan 2040 09:00:00 GMT', 0],
    ['reads no fraction', '1.5', undefined],
    ['reads no negative', '-5', undefined],
    ['reads no words', 'later', undefined],
    ['reads nothing', '', undefined],
  ];
  for (const [name, wish, expected] of cases) {
    it(name, () => {
      const headers = new Headers(wish === undefined ? {} : { 'retry-after': wish });
      assert.equal(retryAfterSeconds(headers, now), expected);
    });
  }
});
