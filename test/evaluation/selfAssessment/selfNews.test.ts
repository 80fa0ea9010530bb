import assert from 'node:assert/strict';
import { selfNews } from '../../../src/evaluation/selfAssessment/selfNews.js';

const hour = (n: number) => new Date(Date.UTC(2040, 0, 16, n));
const sent = { learnerSub: '21', submittedAt: hour(9) };

describe('selfNews', () => {
  for (const [what, one, expected] of [
    ['who was never looked at', sent, ['21']],
    ['who sent theirs again since', { ...sent, teacherSeenAt: hour(8) }, ['21']],
    ['nobody seen since', { ...sent, teacherSeenAt: hour(9) }, []],
    ['nobody whose evaluation is closed', { ...sent, learnerSub: '22' }, []],
  ] as const) {
    it(`names ${what}`, () => assert.deepEqual([...selfNews([one], new Set(['22']))], expected));
  }
});
