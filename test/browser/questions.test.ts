import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { receptionEvaluation } from '../support/reception.js';
import { inspectPage } from './inspectPage.js';
import { chloe, LearnerRig } from './learnerRig.js';

const QUESTION = 'Comment reformuler sans répéter mot pour mot ce que dit le visiteur ?';
const ANSWER = 'Garde son verbe, change le reste : « Vous cherchez donc le service des inscriptions ? »';

describe('questions, in a browser', () => {
  let rig: LearnerRig;
  let sessions = 0;

  beforeEach(async () => {
    rig = await LearnerRig.open();
    const { delivery: _none, ...published } = receptionEvaluation;
    await rig.pages.store(published);
  });
  afterEach(() => rig.close());

  const session = (changes: object = chloe) => ({ id: `s${(sessions += 1)}`, ...changes });
  const listening = (page: Page) => page.locator('#attendu-C1-3-2');
  async function ask(page: Page, text = QUESTION): Promise<void> {
    await listening(page).locator('.ask > summary').click();
    await listening(page).locator('textarea').fill(text);
    await listening(page).locator('[value=send]').click();
    await listening(page).locator('.message', { hasText: text }).waitFor();
  }
  async function answer(page: Page, text = ANSWER): Promise<void> {
    await page.locator('.questions textarea').first().fill(text);
    await page.locator('.questions [value=send]').first().click();
    await page.locator('.questions__past').waitFor();
  }

  for (const [width, locale, colorScheme] of [
    [320, 'fr', 'light'],
    [390, 'en', 'dark'],
    [1280, 'fr', 'dark'],
    [1280, 'en', 'light'],
  ] as const) {
    it(`read well all the way at ${width} px (${locale}, ${colorScheme})`, async () => {
      const options = { viewport: { width, height: 800 }, colorScheme };
      const page = await rig.visit('/mine', session({ ...chloe, locale }), options);
      const name = (step: string) => `${locale}-${colorScheme}-question-${step}`;
      await ask(page);
      await inspectPage(page, name('asked'), width);
      const prof = await rig.visit('/class', session({ locale }), options);
      await inspectPage(prof, name('class'), width);
      await prof.locator('.learner__asks').click();
      await prof.locator('.questions').waitFor();
      await inspectPage(prof, name('teacher'), width);
      await answer(prof);
      await prof.locator('.questions__past > summary').click();
      await inspectPage(prof, name('answered'), width);
      await prof.goto(`${prof.url().replace(/#.*/, '')}/questions`);
      await inspectPage(prof, name('alone'), width);
      await page.goto(page.url().replace(/\?.*/, ''));
      await inspectPage(page, name('new'), width);
      await listening(page).locator('[value=send]').click();
      await page.getByRole('alert').waitFor();
      await inspectPage(page, name('refused'), width);
    });
  }

  it('are asked, found and answered by keyboard alone', async () => {
    const page = await rig.visit('/mine', session());
    const fold = listening(page).locator('.ask > summary');
    await fold.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await listening(page).locator('.message', { hasText: QUESTION }).waitFor();
    assert.equal(await listening(page).evaluate((item) => item.matches(':target')), true);

    const prof = await rig.visit('/learners/21', session({}));
    await prof.locator('.questions textarea').focus();
    await prof.keyboard.type(ANSWER);
    await prof.keyboard.press('Tab');
    await prof.keyboard.press('Enter');
    await prof.locator('.questions__past').waitFor();

    await page.goto(page.url().replace(/\?.*/, ''));
    const link = page.getByRole('status').getByRole('link', { name: /Voir la réponse/ });
    await link.focus();
    await page.keyboard.press('Enter');
    await listening(page).locator('.message', { hasText: 'Vous cherchez donc' }).waitFor();
  });

  it('keep what is typed and not sent: over another form, a reload, a new launch', async () => {
    const page = await rig.visit('/mine', session());
    const field = listening(page).locator('textarea');
    await listening(page).locator('.ask > summary').click();
    await field.fill('Pas encore envoyé');
    const whole = page.locator('.whole');
    await whole.locator('summary').click();
    await whole.locator('textarea').fill('Une autre question.');
    await whole.locator('[value=send]').click();
    await whole.locator('.message', { hasText: 'Une autre question.' }).waitFor();
    assert.equal(await field.inputValue(), 'Pas encore envoyé');
    assert.equal(await field.isVisible(), true, 'and it is not folded away');
    assert.equal(await whole.locator('textarea').inputValue(), '', 'what was sent does not come back');

    rig.pages.now = new Date(rig.pages.now.getTime() + 9 * 3600 * 1000);
    await listening(page).locator('[value=send]').click();
    await page.getByText('Votre session est terminée').waitFor();
    assert.equal(await page.locator('textarea').inputValue(), 'Pas encore envoyé');
    await rig.pages.visitor({ id: 'again', ...chloe });
    await page.goto(`${rig.url}/s/again/mine`);
    assert.equal(await field.inputValue(), 'Pas encore envoyé');
    await listening(page).locator('[value=send]').click();
    await listening(page).locator('.message', { hasText: 'Pas encore envoyé' }).waitFor();
    assert.equal(await field.inputValue(), '');
  });

  it('work without scripts', async () => {
    const page = await rig.visit('/mine', session(), { javaScriptEnabled: false });
    await ask(page);
    await listening(page).getByRole('button', { name: 'Retirer' }).click();
    await listening(page).getByText('Message retiré.').waitFor();
    const prof = await rig.visit('/learners/21', session({}), { javaScriptEnabled: false });
    assert.equal(await prof.locator('.questions').count(), 0);
    await listening(page).getByRole('button', { name: 'Remettre' }).click();
    await prof.reload();
    await answer(prof);
  });

  it('say to a screen reader who wrote, when, and what is new', async () => {
    const page = await rig.visit('/mine', session());
    await ask(page);
    await answer(await rig.visit('/learners/21', session({})));
    await page.goto(page.url().replace(/\?.*/, ''));
    const messages = listening(page).getByRole('list').last().getByRole('listitem');
    assert.equal(await messages.count(), 2);
    assert.match(await messages.first().innerText(), /^Toi à 10\sh\s30/);
    assert.match(await messages.last().innerText(), /^Claire Fontaine à 10\sh\s30 nouveau/);
    assert.equal(
      await listening(page).getByRole('textbox', { name: 'Ton message' }).getAttribute('aria-describedby'),
      'write-C1-3-2-help',
    );
  });

  it('print with their criterion, without their forms', async () => {
    const page = await rig.visit('/mine', session());
    await ask(page);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('textarea:visible, button:visible').count(), 0);
    assert.equal(await page.locator('.message:visible').count(), 1);
  });
});
