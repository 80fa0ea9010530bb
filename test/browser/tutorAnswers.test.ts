import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { writtenToken } from '../../src/evaluation/tutor/linkToken.js';
import type { TutorObservation } from '../../src/evaluation/tutor/tutorObservation.js';
import { eventually } from '../support/eventually.js';
import { welcomeActivity } from '../support/activities.js';
import { hotelLink } from '../support/tutorLinks.js';
import { twoLearners } from '../support/teacherPages.js';
import { LearnerRig } from './learnerRig.js';

const CODE = '482913';
const TOKEN = writtenToken(Buffer.alloc(16, 7));
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

describe('a tutor’s answers that save themselves', () => {
  let rig: LearnerRig;
  let page: Page;
  let dialogs: string[];

  beforeEach(async () => {
    rig = await LearnerRig.open(welcomeActivity, { randomBytes });
    const { tutorLinks, rosters, codeSeal } = rig.pages.services.stores;
    await rosters.put(welcomeActivity, { members: twoLearners });
    await tutorLinks.add({
      ...hotelLink,
      learnerSubs: ['21'],
      tokenHash: createHash('sha256').update(TOKEN).digest('hex'),
      codeHash: codeSeal.hash(CODE, hotelLink.id),
    });
    page = await open(PHONE);
  });
  afterEach(() => rig.close());

  async function open(options: BrowserContextOptions): Promise<Page> {
    const opened = await (await rig.context({ locale: 'fr-FR', ...options })).newPage();
    opened.setDefaultTimeout(8000);
    dialogs = [];
    opened.on('dialog', (dialog) => {
      dialogs.push(dialog.type());
      void dialog.accept();
    });
    await opened.goto(`${rig.url}/t/${TOKEN}`);
    await enter(opened);
    return opened;
  }

  async function enter(on: Page): Promise<void> {
    await on.locator('#code').fill(CODE);
    await on.locator('.code__enter').click();
    await on.locator('.answers').waitFor();
  }

  const choose = (criterion: number, choice: number, on = page) =>
    on.locator('[data-answer]').nth(criterion).locator('.choice').nth(choice).click();
  const comment = (on = page) => on.locator('#general-comment');
  const says = (text: RegExp, on = page) => on.locator('[data-state]').filter({ hasText: text }).waitFor();
  const trouble = (text: RegExp, on = page) =>
    on.locator('[data-trouble]').filter({ hasText: text }).waitFor();
  const stored = () => rig.pages.services.stores.tutorObservations.find(hotelLink.id, '21');
  const until = (what: string, holds: (found: TutorObservation) => boolean) =>
    eventually(what, async () => {
      const found = await stored();
      return found !== undefined && holds(found);
    });

  it('keeps a level and a comment by itself, and sends nothing', async () => {
    await choose(0, 3);
    await says(/enregistré à 10\sh\s30, pas encore envoyé/);
    await comment().fill('Ponctuelle.');
    await until('the comment', ({ draft }) => draft.comment === 'Ponctuelle.');
    const { draft, sent } = (await stored())!;
    assert.deepEqual(draft.entries, { 'C1.1-1': { levelId: '4' } });
    assert.equal(sent, undefined);
    assert.equal(await page.locator('[data-done]').textContent(), '1 sur 2');
    assert.equal(await page.locator('[data-without-script]').isVisible(), false);
  });

  it('keeps what is typed while there is no network, and saves it when there is one again', async () => {
    await page.context().setOffline(true);
    await choose(0, 2);
    await comment().fill('Dans la cave');
    await trouble(/Pas de réseau/);
    await page.context().setOffline(false);
    await until('the comment', ({ draft }) => draft.comment === 'Dans la cave');
    await page.locator('[data-trouble]:empty').waitFor({ state: 'attached' });
    assert.deepEqual((await stored())!.draft.entries, { 'C1.1-1': { levelId: '3' } });
  });

  it('sends by itself what was to be sent without network', async () => {
    await page.context().setOffline(true);
    await choose(0, 1);
    await page.locator('[value=send]').click();
    await trouble(/partiront toutes seules/);
    await page.context().setOffline(false);
    await page.waitForURL(/\/done(#told)?$/);
    assert.equal((await stored())!.sent?.answers.entries['C1.1-1']?.levelId, '2');
    assert.deepEqual(dialogs, []);
  });

  it('saves first when it is sent at once', async () => {
    await choose(0, 3);
    await choose(1, 4);
    await comment().fill('Tout de suite');
    await page.locator('[value=send]').click();
    await page.waitForURL(/\/done(#told)?$/);
    const { sent } = (await stored())!;
    assert.deepEqual(sent?.answers.entries, { 'C1.1-1': { levelId: '4' }, 'C1.1-2': { notObserved: true } });
    assert.equal(sent?.answers.comment, 'Tout de suite');
    assert.deepEqual(dialogs, []);
  });

  it('brings back after a reload what could not be saved', async () => {
    await page.context().setOffline(true);
    await comment().fill('Avant le rechargement');
    await trouble(/Pas de réseau/);
    await page.context().setOffline(false);
    await page.reload();
    assert.equal(await comment().inputValue(), 'Avant le rechargement');
    await until('the comment', ({ draft }) => draft.comment === 'Avant le rechargement');
  });

  it('brings back behind the code what was typed after the session ended', async () => {
    rig.pages.now = new Date(rig.pages.now.getTime() + 13 * 3600 * 1000);
    await choose(1, 0);
    await comment().fill('Après la fin');
    await trouble(/redonner le code/);
    await page.reload();
    assert.deepEqual(dialogs, []);
    await enter(page);
    assert.equal(await comment().inputValue(), 'Après la fin');
    await until(
      'both',
      ({ draft }) => draft.comment === 'Après la fin' && draft.entries['C1.1-2'] !== undefined,
    );
  });

  it('says that the link has ended, and leaves what was typed on the page', async () => {
    await rig.pages.services.stores.tutorLinks.setRevoked(hotelLink.id, welcomeActivity.id, rig.pages.now);
    await comment().fill('Un long commentaire');
    await trouble(/Demandez un nouveau lien/);
    assert.equal(await comment().inputValue(), 'Un long commentaire');
    await page.locator('[value=send]').click();
    await trouble(/Demandez un nouveau lien/);
    assert.equal(await comment().inputValue(), 'Un long commentaire');
  });

  it('says which text is too long, and saves it once it is shorter', async () => {
    await comment().fill('x'.repeat(5001));
    await trouble(/un texte est trop long/);
    await page.locator('.field__problem', { hasText: '1 de trop' }).waitFor();
    await comment().fill('x'.repeat(5000));
    await until('the comment', ({ draft }) => draft.comment.length === 5000);
    assert.equal(await page.locator('.field__problem').count(), 0);
  });

  it('shows the other answers where another page of the link saved some', async () => {
    const other = await open({});
    await comment(other).fill('Du collègue');
    await until('the comment', ({ draft }) => draft.comment === 'Du collègue');
    await comment().fill('De moi');
    await trouble(/d'autres réponses sont venues/);
    await page.locator('[value=send]').click();
    await page.locator('[role=alert]', { hasText: 'Du collègue' }).waitFor();
    assert.equal(await comment().inputValue(), 'De moi');
    await page.locator('[value=send]').click();
    await page.waitForURL(/\/done(#told)?$/);
    assert.equal((await stored())!.sent?.answers.comment, 'De moi');
  });

  it('is filled in and sent by keyboard alone, each stop in sight', async () => {
    const desk = await open({ viewport: { width: 1000, height: 600 } });
    await desk.locator('main').focus();
    const { keyboard } = desk;
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('Très bien');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    const box = desk.locator('[data-answer]').nth(1).locator('.choice__input').first();
    assert.equal(
      await box.evaluate((input) => input === document.activeElement && (input as HTMLInputElement).checked),
      true,
    );
    const outline = await box.evaluate((input) => getComputedStyle(input.nextElementSibling!).outlineStyle);
    assert.equal(outline, 'solid');
    const send = desk.locator('[value=send]');
    for (let tabs = 0; tabs < 8 && !(await send.evaluate((one) => one === document.activeElement)); tabs += 1)
      await keyboard.press('Tab');
    await keyboard.press('Enter');
    await desk.waitForURL(/\/done(#told)?$/);
    const { sent } = (await stored())!;
    assert.deepEqual(sent?.answers.entries, {
      'C1.1-1': { levelId: '3', comment: 'Très bien' },
      'C1.1-2': { levelId: '1' },
    });
  });

  it('is saved and sent by its buttons where no script runs', async () => {
    const plain = await open({ ...PHONE, javaScriptEnabled: false });
    await choose(0, 3, plain);
    await plain.locator('[data-without-script]').click();
    await plain.locator('.notice', { hasText: "C'est enregistré, pas encore envoyé" }).waitFor();
    await choose(1, 2, plain);
    await plain.locator('[value=send]').click();
    await plain.locator('.said').waitFor();
    assert.deepEqual(Object.keys((await stored())!.sent?.answers.entries ?? {}), ['C1.1-1', 'C1.1-2']);
  });
});
