import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { shuffled } from '../../../src/evaluation/desk/shuffled.js';

const subs = fc.uniqueArray(fc.string(), { maxLength: 40 });
const CLASS = Array.from({ length: 24 }, (_, i) => `${5 + i}`);

describe('shuffled', () => {
  it('keeps everyone, once', () => {
    fc.assert(
      fc.property(subs, fc.string(), (all, seed) => {
        assert.deepEqual(shuffled(all, seed).toSorted(), all.toSorted());
      }),
    );
  });

  it('gives the same order whatever order they come in', () => {
    fc.assert(
      fc.property(subs, fc.string(), (all, seed) => {
        assert.deepEqual(shuffled(all.toReversed(), seed), shuffled(all, seed));
      }),
    );
  });

  it('moves nobody when someone comes or goes', () => {
    fc.assert(
      fc.property(subs, fc.string(), fc.string(), (all, seed, gone) => {
        const rest = all.filter((sub) => sub !== gone);
        assert.deepEqual(
          shuffled(all, seed).filter((sub) => sub !== gone),
          shuffled(rest, seed),
        );
      }),
    );
  });

  it('gives another order for another seed', () => {
    assert.notDeepEqual(shuffled(CLASS, 'activity-1'), shuffled(CLASS, 'activity-2'));
  });

  it('prefers nobody: over many seeds each is as often in the first half as in the second', () => {
    const SEEDS = 2000;
    const early = new Map(CLASS.map((sub) => [sub, 0]));
    for (let seed = 0; seed < SEEDS; seed += 1) {
      for (const sub of shuffled(CLASS, `${seed}`).slice(0, CLASS.length / 2)) {
        early.set(sub, (early.get(sub) ?? 0) + 1);
      }
    }
    // Five standard deviations of a fair coin thrown as often.
    const margin = 5 * Math.sqrt(SEEDS / 4);
    for (const [sub, count] of early) {
      assert.ok(Math.abs(count - SEEDS / 2) < margin, `${sub} is in the first half ${count} times`);
    }
  });
});
