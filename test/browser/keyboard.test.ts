import assert from 'node:assert/strict';
import { TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { bareLink, schoolYear, startSchool, type School } from './school.js';
import { assertWalkable } from './tabStops.js';
import { Visitor } from './visitor.js';

describe('by keyboard', () => {
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
  beforeEach(async () => {
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
  });
  afterEach(() => visitor.close());

  const pages: Readonly<Record<string, () => Promise<unknown>>> = {
    'the picker': () => visitor.launchInWindow(bareLink(app, 'Au clavier')),
    'the class': () => visitor.launchInWindow(school.activity),
    "a learner's grid": async () => {
      await visitor.launchInWindow(school.activity);
      await visitor.visit(`learners/${school.published}`);
    },
    'the withdrawal': async () => {
      await visitor.launchInWindow(school.activity);
      await visitor.visit(`learners/${school.published}/withdraw`);
    },
    "the learner's page": async () => {
      await visitor.beUser(school.published);
      await visitor.launchInWindow(school.activity);
    },
    'the search of the référentiel': () => visitor.page.goto(`${app.url}/referentiel?q=conflit`),
  };
  for (const [name, open] of Object.entries(pages)) {
    it(`${name} is walked through in its order, each stop in sight`, async () => {
      await open();
      await assertWalkable(visitor.page);
    });
  }

  it('the first stop skips to the content', async () => {
    const page = await visitor.launchInWindow(school.activity);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  });

  it('the help of the keys opens, closes, and gives the focus back', async () => {
    await visitor.launchInWindow(school.activity);
    const page = await visitor.visit(`learners/${school.untouched}`);
    const opener = page.getByRole('button', { name: 'Au clavier' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await opener.evaluate((element) => element === document.activeElement), true);
  });
});
