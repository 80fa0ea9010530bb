import type { Page } from 'playwright-core';
import type { Visitor } from './visitor.js';

/** A tutor who was invited, as the teacher's page told it. */
export class TutorVisit {
  private constructor(
    readonly linkPage: string,
    readonly address: string,
    readonly code: string,
  ) {}

  /** Fills the invitation in, about these learners. */
  static async invite(teacher: Visitor, learners: readonly string[]): Promise<TutorVisit> {
    const page = await teacher.visit('tutors/new');
    await page.locator('#tutor-name').fill('Marc Morel');
    await page.locator('#company').fill('Hôtel du Port');
    for (const sub of learners) await page.locator(`[name=learner][value="${sub}"]`).check();
    await page.locator('[value=invite]').click();
    const address = await page.locator('#address').inputValue();
    const code = (await page.locator('.given__digits').textContent()) ?? '';
    return new TutorVisit(new URL(page.url()).href.replace(/\?.*/, ''), address, code);
  }

  get wrongCode(): string {
    return this.code === '000 000' ? '000 001' : '000 000';
  }

  async open(page: Page): Promise<void> {
    await page.goto(this.address);
    await page.locator('#code').waitFor();
  }

  async give(page: Page, code = this.code): Promise<void> {
    await page.locator('#code').fill(code);
    await Promise.all([page.waitForLoadState(), page.locator('.code__enter').click()]);
  }

  /** All criteria but the last: a level each, the third not observed. */
  async answer(page: Page): Promise<void> {
    const criteria = await page.locator('[data-answer]').all();
    for (const [i, criterion] of criteria.slice(0, -1).entries()) {
      await criterion
        .locator('.choice')
        .nth(i === 2 ? 4 : ([3, 2, 0, 1][i % 4] ?? 0))
        .click();
    }
    await page.locator('.word__summary').first().click();
    await page.locator('#comment-0').fill("À l'aise avec les clients étrangers.");
    await page.locator('#general-comment').fill('Ponctuelle et souriante.\nÀ revoir : le téléphone.');
    await page.locator('[data-state]', { hasText: /enregistré|saved/ }).waitFor();
  }
}
