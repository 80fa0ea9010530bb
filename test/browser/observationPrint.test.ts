import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import { publish } from '../../src/evaluation/publish.js';
import { teacher } from '../support/evaluations.js';
import { observedActivity, observedEvaluation } from '../support/observedReception.js';
import { fullEvaluation, fullSelfAssessment } from '../support/reception.js';
import { chloe, LearnerRig } from './learnerRig.js';

const AT = new Date('2040-01-15T10:00:00Z');
const activity: Activity = {
  ...observedActivity('best'),
  selfAssessment: { openedAt: new Date('2040-01-08T10:00:00Z'), by: teacher, required: false },
};

/** Seen three times, with a comment on each of the twelve criteria and one on the whole. */
function everythingPublished() {
  const observed = observedEvaluation('best');
  const { entries, comment } = fullEvaluation.publication?.content ?? observed.content;
  const commented = activity.grid.criteria.map(({ id }): [string, object] => [
    id,
    { levelId: '2', ...observed.content.entries[id], comment: entries[id]?.comment ?? 'Continue ainsi.' },
  ]);
  const content = { ...observed.content, entries: Object.fromEntries(commented), comment };
  const outcome = publish({ ...observed, content }, activity, teacher, AT);
  assert.ok(outcome.kind === 'published');
  return outcome.evaluation;
}

describe('a learner who was seen several times', () => {
  let rig: LearnerRig;

  before(async () => {
    rig = await LearnerRig.open(activity);
    await rig.pages.store(everythingPublished());
    await rig.pages.services.selfAssessments.save({ ...fullSelfAssessment, learnerSub: '21' });
  });
  after(() => rig.close());

  it('has levels, comments, observations and self-assessment on one A4 sheet', async () => {
    const page = await rig.visit('/mine', { id: 'printing', ...chloe });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
    await page.emulateMedia({ media: 'print' });
    for (const [what, count] of [
      ['.criterion__level', 12],
      ['.criterion > .said', 12],
      ['.own', 12],
      ['.occasions-read__list li', 3],
    ] as const) {
      assert.equal(await page.locator(`${what}:visible`).count(), count, what);
    }
    await page.getByText('La reformulation vient, encore hésitante.').waitFor();
  });
});
