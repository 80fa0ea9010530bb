import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { learner } from '../support/teacherPages.js';
import { LearnerRig } from './learnerRig.js';

/** Its longest words fit a line of 320 pixels by themselves alone. */
const LONG_NAMED = learner('23', 'de La Tour d’Auvergne-Lauraguais', 'Théodore');

/** With levels that are described. */
const DESCRIBED = '[data-criterion]:has(.descriptor)';

describe('a learner’s grid under a hand', () => {
  let rig: LearnerRig;

  before(async () => {
    rig = await LearnerRig.open();
    rig.pages.roster = { members: [LONG_NAMED] };
  });
  after(() => rig.close());

  const heightOf = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);

  it('keeps every word of a long name whole on the narrowest screens, whatever is said of saving', async () => {
    const narrow = { viewport: { width: 320, height: 720 } };
    const page = await rig.visit('/learners/23', { id: 'narrow' }, narrow);
    await page.route('**/draft', (route) => route.abort());
    await page.locator('label:has([name="presence"][value="absent"])').click();
    await page.locator('[data-save-state]', { hasText: 'pas encore enregistré' }).waitFor();
    assert.deepEqual(await page.locator('h1').evaluate(brokenWords), []);
  });

  it('opens a comment with one press while a level is described that the press takes the focus from', async () => {
    const page = await rig.visit('/learners/23?begin', { id: 'pressing' });
    const criterion = page.locator(DESCRIBED).first();
    await criterion.locator('input').first().focus();
    assert.equal(await criterion.locator('.descriptor:visible').count(), 1);
    const comment = criterion.locator('.remark__summary');
    await comment.scrollIntoViewIfNeeded();
    const placed = await comment.boundingBox();
    await comment.hover();
    await page.mouse.down();
    assert.equal(await criterion.locator('.descriptor:visible').count(), 0, 'no level is at hand any more');
    assert.deepEqual(await comment.boundingBox(), placed);
    await page.mouse.up();
    await criterion.locator('textarea').waitFor();
  });

  it('moves nothing while a pointer passes over levels, and describes one at a time', async () => {
    const page = await rig.visit('/learners/23', { id: 'passing' });
    const criterion = page.locator(DESCRIBED).last();
    await criterion.locator('.segment').nth(2).click();
    await page.locator('.saved', { hasText: 'enregistré' }).waitFor();
    const height = await heightOf(page);
    const described: string[] = [];
    for (const level of [0, 1, 3]) {
      await criterion.locator('.segment').nth(level).hover();
      described.push(...(await criterion.locator('.descriptor:visible strong').allInnerTexts()));
      assert.equal(await heightOf(page), height);
    }
    await page.locator('h1').hover();
    described.push(...(await criterion.locator('.descriptor:visible strong').allInnerTexts()));
    assert.deepEqual(described, ['1', '2', '4', '3'], 'the one under the pointer, at last the chosen one');
  });
});

/** Runs in the page: the words that a line ends within. A hyphen is a place to end a line. */
function brokenWords(element: Element): readonly string[] {
  const text = element.firstChild;
  if (!(text instanceof Text)) return ['no text'];
  return [...text.data.matchAll(/[^\s-]+/g)]
    .filter(({ index, 0: word }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return range.getClientRects().length !== 1;
    })
    .map(([word]) => word);
}
