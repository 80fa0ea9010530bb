import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { schoolYear, startSchool, type School } from './school.js';
import { Visitor } from './visitor.js';

/** Where the focus is: what has it, and what it says. */
const focused = (page: Frame | Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return `${at?.id || at?.localName}: ${at?.textContent?.trim() ?? ''}`;
  });

describe('after a form', () => {
  let app: TestApp;
  let school: School;
  let visitor: Visitor;

  before(async () => {
    app = await startSchool('fr');
    school = await schoolYear(app);
  });
  after(async () => {
    await app.close();
    app.log.throwIfErrors();
  });
  afterEach(() => visitor.close());

  for (const javaScript of [true, false]) {
    it(`the focus is on the outcome, in the platform’s frame${javaScript ? '' : ', without script'}`, async () => {
      visitor = await Visitor.open(app);
      await visitor.beUser(TEACHER);
      // The platform's own scripts open the frame.
      if (!javaScript) await visitor.context.route(`${app.url}/**/*.js*`, (route) => route.abort());
      const frame = await visitor.launch(school.activity);
      await frame.locator(`a[href="learners/${school.draft}"]`).click();
      await frame.getByRole('button', { name: 'Publier', exact: true }).focus();
      const above = await visitor.page.evaluate(() => scrollY);
      await visitor.page.keyboard.press('Enter');
      await frame.getByText(/L'évaluation de .* est publiée/).waitFor();
      await frame.locator('#told:focus').waitFor();
      assert.match(await focused(frame), /^told: L'évaluation de .* est publiée/);
      assert.equal(await visitor.page.evaluate(() => document.activeElement?.localName), 'iframe');
      assert.equal(
        await visitor.page.evaluate(() => scrollY),
        above,
        'the platform’s page stays where it is',
      );
      assert.equal(await frame.evaluate(() => scrollY), 0, 'the page is shown from its top');
      await visitor.page.keyboard.press('Tab');
      assert.doesNotMatch(await focused(frame), /^(?:told|body|a: Aller)/, 'Tab goes on from there');
    });
  }

  it('the next learner’s first criterion has the focus, and is said with what became of the one before', async () => {
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
    await visitor.launchInWindow(school.activity);
    const page = await visitor.visit(`learners/${school.draft}`);
    await page.getByRole('button', { name: 'Publier et suivant' }).press('Enter');
    const radio = page.locator('input[type="radio"]:focus');
    await radio.waitFor();
    assert.equal(await radio.getAttribute('aria-describedby'), 'told-before');
    assert.match((await page.locator('#told-before').textContent()) ?? '', /est publiée/);
  });

  it('a page with nothing to tell begins at its top', async () => {
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
    const page = await visitor.launchInWindow(school.activity);
    await page.getByRole('button', { name: 'Actualiser la liste' }).press('Enter');
    await page.waitForURL(/class#told$/);
    assert.match(await focused(page), /^body/);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.keyboard.press('Tab');
    assert.match(await focused(page), /^a: Aller/);
  });

  it('marks published on the class page are told in sight', async () => {
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
    await visitor.launchInWindow(school.activity);
    const grid = await visitor.visit(`learners/${school.untouched}`);
    await grid.locator('input[type="radio"][name^="level."]').first().check();
    await grid.getByText(/enregistré à/).waitFor();
    await grid.getByRole('button', { name: 'Prêt et suivant' }).press('Enter');
    await grid.locator('#told-before').waitFor();
    const page = await visitor.visit('class');
    await page
      .getByRole('button', { name: /^Publier/ })
      .first()
      .press('Enter');
    await page.locator('#told:focus').waitFor();
    assert.match(await focused(page), /1 évaluation publiée/);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });
});
