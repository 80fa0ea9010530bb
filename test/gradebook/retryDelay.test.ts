import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { MAXIMUM_ATTEMPTS, retryDelaySeconds } from '../../src/gradebook/retryDelay.js';

describe('retryDelaySeconds', () => {
  const cases: [string, [number, number, number?], number][] = [
    ['waits half of 5 s at least after the first failure', [1, 0], 2.5],
    ['waits 5 s at most after the first failure', [1, 1], 5],
    ['doubles', [4, 1], 40],
    ['stops at half an hour', [10, 1], 1800],
    ['stays at half an hour however many tries', [MAXIMUM_ATTEMPTS, 1], 1800],
    ['waits as long as the platform wishes', [1, 0, 120], 120],
    ['spreads a wish over a tenth more', [1, 1, 120], 132],
    ['waits longer than a short wish', [4, 1, 3], 40],
    ['heeds a wish for a day at most', [1, 0, 999_999_999], 86_400],
  ];
  for (const [name, args, expected] of cases) {
    it(name, () => assert.ok(Math.abs(retryDelaySeconds(...args) - expected) < 1e-9));
  }

  it('spreads a class that failed together', () => {
    const delays = Array.from({ length: 36 }, (_, n) => retryDelaySeconds(5, n / 36));
    assert.equal(new Set(delays).size, 36);
  });

  it('is never less than half a ceiling and never more than it, without a wish', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const ceiling = Math.min(1800, 5 * 2 ** (attempts - 1));
          const delay = retryDelaySeconds(attempts, random);
          assert.ok(delay >= ceiling / 2 && delay <= ceiling);
        },
      ),
    );
  });

  it('lets a day and a half of failures pass before a score is given up', () => {
    let seconds = 0;
    for (let attempts = 1; attempts < MAXIMUM_ATTEMPTS; attempts += 1)
      seconds += retryDelaySeconds(attempts, 0.5);
    assert.ok(seconds > 30 * 3600 && seconds < 42 * 3600);
  });
});
