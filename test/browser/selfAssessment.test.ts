import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { SelfAssessment } from '../../src/evaluation/selfAssessment/selfAssessment.js';
import { eventually } from '../support/eventually.js';
import { teacher } from '../support/evaluations.js';
import { fullSelfAssessment, receptionActivity, receptionEvaluation } from '../support/reception.js';
import { inspectPage } from './inspectPage.js';
import { chloe, LearnerRig } from './learnerRig.js';

const opening = { openedAt: new Date('2040-01-14T08:00:00Z'), by: teacher, required: false };

describe('placing oneself, in a browser', () => {
  let rig: LearnerRig;
  let sessions = 0;

  beforeEach(async () => {
    rig = await LearnerRig.open({ ...receptionActivity, selfAssessment: opening });
  });
  afterEach(() => rig.close());

  const session = (changes: object = chloe) => ({ id: `s${(sessions += 1)}`, ...changes });
  const stored = () => rig.pages.services.selfAssessments.find(receptionActivity.id, '21');
  const becomes = (what: string, holds: (stored: SelfAssessment) => boolean) =>
    eventually(what, async () => {
      const found = await stored();
      return found !== undefined && holds(found);
    });
  const level = (page: Page, criterion: number, place: number) =>
    page.locator('[data-criterion]').nth(criterion).locator('label').nth(place);
  async function publish(): Promise<void> {
    const { delivery: _none, ...published } = receptionEvaluation;
    await rig.pages.store(published);
  }

  for (const [width, locale, colorScheme] of [
    [320, 'fr', 'light'],
    [390, 'fr', 'dark'],
    [390, 'en', 'light'],
    [1280, 'fr', 'light'],
    [1280, 'en', 'dark'],
  ] as const) {
    it(`reads well all the way at ${width} px (${locale}, ${colorScheme})`, async () => {
      const options = { viewport: { width, height: 800 }, colorScheme };
      const page = await rig.visit('/mine', session({ ...chloe, locale }), options);
      const name = (step: string) => `${locale}-${colorScheme}-self-${step}`;
      await inspectPage(page, name('invited'), width);
      await page.locator('.invite .button--primary').click();
      await page.locator('[data-criterion]').first().waitFor();
      await inspectPage(page, name('empty'), width);
      for (const [i, place] of [3, 2, 3, 3, 0, 2].entries()) await level(page, i, place).click();
      await page.locator('.remark summary').first().click();
      await page.locator('.remark textarea').first().fill('Je souris.');
      await page.locator('#reflection').fill('Je vais reformuler.');
      await becomes('it to be saved', ({ content }) => content.comment !== '');
      await inspectPage(page, name('filled'), width);
      await page.locator('[value=submit]').click();
      await page.locator('.invite--sent').waitFor();
      await inspectPage(page, name('sent'), width);
      await publish();
      await page.reload();
      await page.locator('.own__gap').first().waitFor();
      await inspectPage(page, name('beside'), width);
      await page.goto(`${page.url()}/self`);
      await inspectPage(page, name('frozen'), width);

      const prof = await rig.visit('/learners/21', session({ locale }), options);
      await inspectPage(prof, name('teacher'), width);
      await prof.goto(prof.url().replace('learners/21', 'class'));
      await inspectPage(prof, name('class'), width);
      await prof.goto(prof.url().replace('class', 'activity'));
      await inspectPage(prof, name('settings'), width);
    });
  }

  it('takes a keyboard alone, from the invitation to the result', async () => {
    await publish();
    const page = await rig.visit('/mine', session());
    const press = (key: string) => page.keyboard.press(key);
    const focused = () => page.evaluate(() => document.querySelector(':focus')?.textContent?.trim() ?? '');
    const tabTo = async (text: RegExp) => {
      for (let i = 0; i < 60 && !text.test(await focused()); i += 1) await press('Tab');
      assert.match(await focused(), text);
    };
    await tabTo(/Me placer d'abord/);
    await press('Enter');
    await page.locator('[data-criterion]').first().waitFor();
    for (let i = 0; i < 60; i += 1) {
      await press('Tab');
      if (await page.evaluate(() => document.activeElement?.matches('[type=radio]'))) break;
    }
    await press('Space');
    await press('ArrowRight');
    await press('ArrowRight');
    await becomes('the third level', ({ content }) => content.entries['C1.2-1']?.levelId === '3');
    await tabTo(/Envoyer et voir mon résultat/);
    await press('Enter');
    await page.getByText('12,5 / 20').waitFor();
    await page.getByText('écart −1', { exact: true }).waitFor();
  });

  it('keeps what is chosen while the network is away, and sends it when it is back', async () => {
    const page = await rig.visit('/mine/self', session());
    await page.context().setOffline(true);
    await level(page, 0, 3).click();
    await page.locator('#reflection').fill('Sans réseau.');
    await page.locator('[data-trouble]', { hasText: /pas de réseau/ }).waitFor();
    assert.equal(await stored(), undefined);
    await page.context().setOffline(false);
    await becomes('both to be stored', ({ content }) => content.comment === 'Sans réseau.');
    await page.locator('[data-saved]', { hasText: /enregistré/ }).waitFor();
    assert.equal((await stored())?.content.entries['C1.2-1']?.levelId, '4');
  });

  it('brings back after a new launch what an ended session could not save', async () => {
    const page = await rig.visit('/mine/self', session());
    await level(page, 0, 3).click();
    await becomes('a level', ({ content }) => content.entries['C1.2-1'] !== undefined);
    rig.pages.now = new Date(rig.pages.now.getTime() + 9 * 3600 * 1000);
    await level(page, 1, 2).click();
    await page.locator('[data-trouble]', { hasText: /ta session est terminée/ }).waitFor();
    await rig.pages.visitor({ id: 'again', ...chloe });
    await page.goto(`${rig.url}/s/again/mine/self`);
    await becomes('the second level', ({ content }) => content.entries['C1.2-2']?.levelId === '3');
  });

  it('works without scripts', async () => {
    const page = await rig.visit('/mine/self', session(), { javaScriptEnabled: false });
    await level(page, 0, 3).click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText(/C'est enregistré/).waitFor();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('Ton autoévaluation est envoyée').waitFor();
  });

  it('says its groups, levels and what they look like to a screen reader', async () => {
    const page = await rig.visit('/mine/self', session());
    const group = page.getByRole('group', { name: /Tu écoutes le visiteur jusqu'au bout/ });
    assert.equal(await group.getByRole('radio').count(), 4);
    const third = group.getByRole('radio', { name: '3 maîtrisé', exact: true });
    const described = await third.getAttribute('aria-describedby');
    await third.focus();
    await page.keyboard.press('Space');
    assert.match(
      (await page.locator(`[id="${described}"]`).textContent()) ?? '',
      /Une question au moins, puis une reformulation/,
    );
    assert.equal(await page.getByRole('textbox', { name: /Remarque Tu écoutes/ }).count(), 0, 'closed');
    await group.getByText('Remarque').click();
    await page.getByRole('textbox', { name: /Remarque Tu écoutes/ }).waitFor();
  });

  it('moves the gap as the teacher chooses', async () => {
    await rig.pages.services.selfAssessments.save({
      ...fullSelfAssessment,
      learnerSub: '21',
    });
    const page = await rig.visit('/learners/21', session({}));
    const gap = page.locator('[data-criterion]').nth(2).locator('.own__gap');
    assert.equal(await gap.textContent(), '', 'nothing is judged yet');
    await level(page, 2, 0).click();
    assert.equal(await gap.textContent(), 'écart +2');
    await level(page, 2, 3).click();
    assert.equal(await gap.textContent(), 'écart −1');
    await level(page, 2, 4).click();
    assert.equal(await gap.textContent(), '', '« non évalué » has no distance');
  });
});
