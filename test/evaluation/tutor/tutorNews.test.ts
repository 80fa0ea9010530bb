import assert from 'node:assert/strict';
import { tutorNews } from '../../../src/evaluation/tutor/tutorNews.js';
import type { TutorProgress } from '../../../src/evaluation/tutor/tutorObservation.js';
import { teacher } from '../../support/evaluations.js';

const hour = (n: number) => new Date(Date.UTC(2040, 0, 16, n));
const sent: TutorProgress = {
  id: 'observation-1',
  linkId: 'link-of-hotel',
  learnerSub: '21',
  tutorName: 'Marc Morel',
  sentAt: hour(9),
  updatedAt: hour(9),
};

describe('tutorNews', () => {
  const cases: [string, Partial<TutorProgress>, number][] = [
    ['of what was sent and never seen', {}, 1],
    ['of what was sent again since', { seenAt: hour(8) }, 1],
    ['of nothing seen since', { seenAt: hour(9) }, 0],
    ['of nothing taken over', { taken: { at: hour(10), by: teacher } }, 0],
    ['of nobody whose evaluation is closed', { learnerSub: '22' }, 0],
  ];
  for (const [what, changes, count] of cases) {
    it(`tells ${what}`, () =>
      assert.equal(tutorNews([{ ...sent, ...changes }], new Set(['22'])).length, count));
  }

  it('tells nothing of drafts', () => {
    const { sentAt: _never, ...draft } = sent;
    assert.deepEqual(tutorNews([draft], new Set()), []);
  });

  it('tells the newest first', () => {
    const later = { ...sent, learnerSub: '23', tutorName: 'Léa Petit', sentAt: hour(11) };
    assert.deepEqual(tutorNews([sent, later], new Set()), [
      { learnerSub: '23', tutorName: 'Léa Petit', at: hour(11) },
      { learnerSub: '21', tutorName: 'Marc Morel', at: hour(9) },
    ]);
  });
});
