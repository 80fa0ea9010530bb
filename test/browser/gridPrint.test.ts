import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import { fullEvaluation, fullSelfAssessment, receptionActivity } from '../support/reception.js';
import { ServedPages } from './servedPages.js';

const LONG = 'Tu accueilles, tu écoutes, tu reformules. '.repeat(40).trim();

describe('a teacher’s grid on paper', () => {
  let served: ServedPages;
  let page: Page;

  beforeEach(async () => {
    served = await ServedPages.open(receptionActivity);
  });
  afterEach(() => served.close());

  async function open(content: Evaluation['content']): Promise<void> {
    const { pages, url } = served;
    await pages.store({ ...fullEvaluation, learnerSub: '21', content });
    await pages.services.selfAssessments.save({ ...fullSelfAssessment, learnerSub: '21' });
    await pages.visitor();
    page = await (await served.context({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(`${url}/s/session-1/learners/21`);
  }
  const published = () => {
    assert.ok(fullEvaluation.publication);
    return fullEvaluation.publication.content;
  };
  const sheets = async () =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

  it('has twelve levels and their comments on one A4 sheet, and nothing to press', async () => {
    await open(published());
    assert.equal(await sheets(), 1);
    await page.emulateMedia({ media: 'print' });
    for (const [what, count] of [
      ['.criterion .segment__label', 12],
      ['.remark textarea', 12],
      ['#general-comment', 1],
      ['.decide__value', 1],
      ['button, summary, main a, .own, .said, #private-note', 0],
    ] as const) {
      assert.equal(await page.locator(what).filter({ visible: true }).count(), count, what);
    }
  });

  it('has a long comment whole', async () => {
    await open({ ...published(), comment: LONG });
    await page.emulateMedia({ media: 'print' });
    const hidden = await page
      .locator('#general-comment')
      .evaluate((field) => field.scrollHeight - field.clientHeight);
    assert.ok(hidden <= 1, `${hidden} pixels cannot be read`);
  });

  it('says who was absent, and no level', async () => {
    await open({ ...published(), presence: 'absent' });
    await page.emulateMedia({ media: 'print' });
    await page.locator('.presence').getByText('absent').waitFor();
    assert.equal(await page.locator('.criterion').filter({ visible: true }).count(), 0);
    assert.equal(await sheets(), 1);
  });
});
