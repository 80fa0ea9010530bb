import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import type { EvaluationContent } from '../../src/evaluation/evaluation.js';
import { welcomeActivity } from '../support/activities.js';
import type { TeacherPages } from '../support/teacherPages.js';
import { ServedPages } from './servedPages.js';

/** Longer than autosave waits after a key. */
const A_WHILE = 5000;

describe('a learner’s grid that saves itself', function () {
  this.timeout(30_000);
  let served: ServedPages;
  let context: BrowserContext;
  let pages: TeacherPages;
  let url: string;
  let page: Page;
  let dialogs: string[];

  beforeEach(async () => {
    served = await ServedPages.open();
    ({ pages, url } = served);
    context = await served.context();
    await pages.visitor();
    page = await open('session-1');
  });
  afterEach(() => served.close());

  async function open(session: string, sub = '21'): Promise<Page> {
    const opened = await context.newPage();
    dialogs = [];
    opened.on('dialog', (dialog) => {
      dialogs.push(dialog.type());
      void dialog.accept();
    });
    await opened.goto(`${url}/s/${session}/learners/${sub}`);
    return opened;
  }

  const choose = (criterion: number, level: number, on = page) =>
    on.locator('[data-criterion]').nth(criterion).locator('label').nth(level).click();
  const comment = () => page.locator('#general-comment');
  const trouble = (text: RegExp) =>
    page.locator('[data-trouble]').filter({ hasText: text }).waitFor({ timeout: A_WHILE });

  async function stored(holds: (content: EvaluationContent) => boolean, sub = '21'): Promise<void> {
    for (let i = 0; i < A_WHILE / 50; i += 1) {
      const found = await pages.services.evaluations.find(welcomeActivity.id, sub);
      if (found && holds(found.content)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail('it was not stored in time');
  }

  it('saves a level by itself, and shows the mark that it makes', async () => {
    await choose(0, 2);
    await stored(({ entries }) => entries['C1.1-1']?.levelId === '3');
    await page.locator('.decide__value', { hasText: '14,0' }).waitFor();
    await page.locator('.saved', { hasText: /enregistré/ }).waitFor();
    assert.equal(await page.locator('[data-without-script]').isVisible(), false);
  });

  it('saves what was chosen and typed before its script came', async () => {
    let letIn = (): void => {};
    const late = new Promise<void>((resolve) => (letIn = resolve));
    const slow = await context.newPage();
    await slow.route('**/evaluation/autosave.js*', async (route) => {
      await late;
      await route.continue();
    });
    await slow.goto(`${url}/s/session-1/learners/21`, { waitUntil: 'commit' });
    await choose(0, 2, slow);
    await slow.locator('#general-comment').fill('Tapé trop tôt');
    letIn();
    await stored(
      ({ entries, comment: typed }) => entries['C1.1-1']?.levelId === '3' && typed === 'Tapé trop tôt',
    );
  });

  it('takes digits by their place on the keyboard, and goes on by itself', async () => {
    await page.locator('[data-criterion] input').first().focus();
    await page.keyboard.press('Digit4');
    await page.keyboard.press('n');
    await stored(
      ({ entries }) => entries['C1.1-1']?.levelId === '4' && entries['C1.1-2']?.notJudged === true,
    );
    await page.keyboard.press('c');
    await page.keyboard.type('1 à revoir');
    await stored(({ entries }) => entries['C1.1-2']?.comment === '1 à revoir');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), 'notJudged');
  });

  it('keeps what is typed while the server is away, tries again and sends it in order', async () => {
    await context.setOffline(true);
    await comment().fill('Pendant la panne');
    await trouble(/pas de réponse du serveur/);
    await comment().fill('Pendant la panne, suite');
    await context.setOffline(false);
    await stored((content) => content.comment === 'Pendant la panne, suite');
    await page.locator('[data-trouble]:empty').waitFor({ state: 'attached' });
  });

  it('warns before leaving with something unsaved, and only then', async () => {
    await choose(0, 2);
    await stored(({ entries }) => entries['C1.1-1'] !== undefined);
    await page.locator('.saved', { hasText: /enregistré/ }).waitFor();
    await page.reload();
    assert.deepEqual(dialogs, []);
    await context.setOffline(true);
    await comment().fill('Perdu ?');
    await trouble(/pas de réponse/);
    await context.setOffline(false);
    await page.reload();
    assert.deepEqual(dialogs, ['beforeunload']);
  });

  it('brings back after a reload what could not be saved', async () => {
    await context.setOffline(true);
    await comment().fill('Avant le rechargement');
    await trouble(/pas de réponse/);
    await context.setOffline(false);
    await page.reload();
    assert.equal(await comment().inputValue(), 'Avant le rechargement');
    await stored((content) => content.comment === 'Avant le rechargement');
  });

  it('brings back in a new launch what was typed after the session ended', async () => {
    pages.now = new Date(pages.now.getTime() + 9 * 3600 * 1000);
    await comment().fill('Après la fin');
    await trouble(/votre session est terminée/);
    await pages.visitor({ id: 'session-2' });
    await page.goto(`${url}/s/session-2/learners/21`);
    assert.deepEqual(dialogs, []);
    await stored((content) => content.comment === 'Après la fin');
  });

  it('saves first when a link or a button is used at once', async () => {
    await choose(0, 2);
    await page.locator('.who__back').click();
    await page.waitForURL(/\/class$/);
    await stored(({ entries }) => entries['C1.1-1']?.levelId === '3');
    await page.goto(`${url}/s/session-1/learners/22`);
    await choose(1, 3);
    await page.locator('[value=publish]').click();
    await page.locator('.notice--done', { hasText: 'Diallo Amadou' }).waitFor();
    const published = await pages.stored('22');
    assert.equal(published.publication?.content.entries['C1.1-2']?.levelId, '4');
    assert.deepEqual(dialogs, []);
  });

  it('says which comment is too long, and saves it once it is shorter', async () => {
    await comment().fill('x'.repeat(5010));
    await trouble(/un texte est trop long/);
    await page.locator('.overall .field__problem', { hasText: '10 de trop' }).waitFor();
    assert.equal(await comment().getAttribute('aria-invalid'), 'true');
    await comment().fill('x'.repeat(5000));
    await stored((content) => content.comment.length === 5000);
    await page.locator('.field__problem').waitFor({ state: 'detached' });
  });

  it('shows a colleague’s version beside mine, and writes what the teacher chooses', async () => {
    await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
    const colleague = await open('colleague');
    await choose(0, 0, colleague);
    await choose(1, 1, colleague);
    await stored(({ entries }) => entries['C1.1-2']?.levelId === '2');

    await choose(0, 3);
    await page.locator('.conflict', { hasText: 'Marc Delmas' }).waitFor();
    assert.equal((await pages.stored('21')).content.entries['C1.1-1']?.levelId, '1');
    await page.locator('[name="keep.level.C1.1-1"][value=mine]').check();
    await page.locator('.conflict button').click();
    await stored(({ entries }) => entries['C1.1-1']?.levelId === '4' && entries['C1.1-2']?.levelId === '2');
  });
});
