import assert from 'node:assert/strict';
import { withFittingAdjustment } from '../../src/evaluation/adjustment.js';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { Adjustment } from '../../src/evaluation/evaluation.js';
import { welcomeGrid } from '../support/activities.js';

const outOf = (maximumHundredths: number) => ({ ...welcomeGrid, maximumHundredths });
const effort: Adjustment = { hundredths: 3100, reason: 'Effort' };
const oral: Adjustment = { hundredths: 1500, reason: 'Oral' };

describe('withFittingAdjustment', () => {
  const cases = [
    ['keeps one that fits', { adjustment: oral }, 2000, { adjustment: oral }],
    ['keeps one at the maximum', { adjustment: oral }, 1500, { adjustment: oral }],
    ['sets one above the maximum aside', { adjustment: effort }, 2000, { formerAdjustment: effort }],
    ['brings one back where there is room', { formerAdjustment: effort }, 5000, { adjustment: effort }],
    [
      'leaves one aside where there is none',
      { formerAdjustment: effort },
      2000,
      { formerAdjustment: effort },
    ],
    ['lets a newer one stand', { adjustment: oral, formerAdjustment: effort }, 5000, { adjustment: oral }],
    ['has nothing to do without one', {}, 2000, {}],
  ] as const;
  for (const [fact, before, maximum, after] of cases) {
    it(fact, () => {
      const content = { ...EMPTY_CONTENT, ...before };
      assert.deepEqual(withFittingAdjustment(content, outOf(maximum)), { ...EMPTY_CONTENT, ...after });
    });
  }
});
