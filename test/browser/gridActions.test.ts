import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { gridSchool, type GridSchool } from './gridSchool.js';
import { startSchool } from './school.js';
import { assertWalkable } from './tabStops.js';
import { Visitor } from './visitor.js';

describe('what a teacher does with grids', () => {
  let app: TestApp;
  let school: GridSchool;
  let visitor: Visitor;

  before(async () => {
    app = await startSchool('fr');
    school = await gridSchool(app);
  });
  after(async () => {
    await app.close();
    app.log.throwIfErrors();
  });
  beforeEach(async () => {
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
    await visitor.launchInWindow(school.lesson);
  });
  afterEach(() => visitor.close());

  const order = (page: Page) =>
    page
      .locator('[data-items] [name=item]')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value.replace(/^\w+:/, '')));
  const editor = () => visitor.visit(`grids/${school.gridId}/edit`);
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

  describe('in the editor', () => {
    const BEFORE = ['before', 'C1.2-2', 'own-notes', 'during', 'C1.3-2', 'C1.3-3'];
    // What is typed and not saved asks before it is left.
    afterEach(() => void visitor.page.once('dialog', (dialog) => void dialog.accept()));

    it('drags a line by its handle, into another section too', async () => {
      const page = await editor();
      // All lines in sight: near the edges the page scrolls under the pointer.
      await page.setViewportSize({ width: 1280, height: 1600 });
      assert.deepEqual(await order(page), BEFORE);
      const boxOf = async (selector: string) => {
        const box = await page.locator(selector).boundingBox();
        assert.ok(box);
        return box;
      };
      const handle = await boxOf('[data-item]:has(#text-C1\\.2-2) [data-handle]');
      await page.mouse.move(handle.x + 8, handle.y + 12);
      await page.mouse.down();
      // Lines make room on the way: where the last one stands is asked twice.
      for (let look = 0; look < 2; look += 1) {
        const last = await boxOf('[data-item]:has(#text-C1\\.3-3)');
        await page.mouse.move(handle.x + 8, last.y + last.height / 2 - 6, { steps: 6 });
      }
      await page.mouse.up();
      assert.deepEqual(await order(page), ['before', 'own-notes', 'during', 'C1.3-2', 'C1.2-2', 'C1.3-3']);
      await page.locator('[data-preview] tbody tr:nth-child(5)', { hasText: 'se présente' }).waitFor();
    });

    it('moves a line by the keyboard, and keeps the focus on it', async () => {
      const page = await editor();
      await page.locator('#down-criterion-C1\\.2-2').focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-items] > :nth-child(2):has(#text-own-notes)').waitFor();
      assert.equal(await focused(page), 'down-criterion-C1.2-2');
      assert.equal(await page.locator('[autofocus]').count(), 0, 'a frame refuses that, and complains');
      await page.keyboard.press('Enter');
      await page.locator('[data-items] > :nth-child(3):has(#section-title-during)').waitFor();
      assert.deepEqual(await order(page), ['before', 'own-notes', 'during', 'C1.2-2', 'C1.3-2', 'C1.3-3']);
      assert.equal(await focused(page), 'down-criterion-C1.2-2');
    });

    it('takes out and puts back without the mouse', async () => {
      const page = await editor();
      await page.locator('#remove-criterion-own-notes').focus();
      await page.keyboard.press('Enter');
      await page.locator('#restore-criterion-own-notes:focus').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('#remove-criterion-own-notes:focus').waitFor();
      assert.equal(
        await page.locator('#text-own-notes').inputValue(),
        "L'appel est noté : qui, quand, quoi, que faire",
      );
    });
  });

  describe('on the class page', () => {
    const boxes = (page: Page) => page.locator('.pick [name=learner]');
    const ticked = (page: Page) => page.locator('.pick [name=learner]:checked').count();

    it('ticks the whole list by one box, and counts', async () => {
      const page = await visitor.visit('class');
      const count = await boxes(page).count();
      assert.ok(count >= 3, `${count} can be ticked`);
      const all = page.getByLabel('Cocher toute la liste');
      await all.focus();
      await page.keyboard.press('Space');
      assert.equal(await ticked(page), count);
      await page.getByText(`Élèves cochés : ${count}`).waitFor();
      await boxes(page).first().uncheck();
      assert.equal(await all.evaluate((box) => (box as HTMLInputElement).indeterminate), true);
      await page.getByRole('link', { name: 'aucun', exact: true }).click();
      assert.equal(await ticked(page), 0);
      assert.match(page.url(), /class$/);
    });
  });

  const pages = {
    'the editor': () => editor(),
    'the library': () => visitor.visit('library'),
    "a grid's page": () => visitor.visit(`library/${school.gridId}`),
    'the import': () => visitor.visit('library/import'),
    'the settings of an activity': () => visitor.visit('activity'),
    "a version's effect": async () => {
      await (await visitor.visit('activity')).locator('.notice .button--primary').click();
      await visitor.page.locator('.effects').waitFor();
    },
    'the release date': () => visitor.visit('activity/release'),
    'the class with some ready': () => visitor.visit('class'),
    'a closed evaluation': async () => {
      await visitor.launchInWindow(school.exam);
      await visitor.visit('learners/5/sheet');
    },
    'the question before closing': async () => {
      await visitor.launchInWindow(school.exam);
      await visitor.visit('learners/9/close');
    },
  } satisfies Readonly<Record<string, () => Promise<unknown>>>;
  for (const [name, open] of Object.entries(pages)) {
    it(`${name} is walked through by keyboard in its order, each stop in sight`, async () => {
      await open();
      await assertWalkable(visitor.page);
    });
  }
});
