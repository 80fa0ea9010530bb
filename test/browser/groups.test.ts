import assert from 'node:assert/strict';
import { LEARNER_IDS } from '../../src/demo/site/people.js';
import { Person, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { inspectPage } from './inspectPage.js';
import { schoolYear, startSchool, type School } from './school.js';
import { assertWalkable } from './tabStops.js';
import { Visitor, WIDTHS } from './visitor.js';

/** Two groups of four made here, and the platform's, which nine learners' launches have told. */
async function withGroups(app: TestApp, school: School): Promise<void> {
  for (const id of LEARNER_IDS.slice(0, 9)) await new Person(app, id).launch(school.activity);
  const page = await new Person(app, TEACHER).launch(school.activity);
  const make = async (name: string, subs: readonly string[]) => {
    const form = await page.visit('groups/new');
    return form.pressWith(/^(Enregistrer|Save)$/, (entries) => {
      entries.set('name', name);
      for (const sub of subs) entries.append('learner', sub);
    });
  };
  await make('Atelier A', LEARNER_IDS.slice(0, 4));
  await make('Atelier B', LEARNER_IDS.slice(4, 8));
}

for (const language of ['fr', 'en'] as const) {
  describe(`groups and a teacher’s desk (${language})`, () => {
    let app: TestApp;
    let school: School;

    before(async () => {
      app = await startSchool(language);
      school = await schoolYear(app);
      await withGroups(app, school);
    });
    after(async () => {
      await app.close();
      app.log.throwIfErrors();
    });

    for (const width of WIDTHS) {
      describe(`at ${width} px`, () => {
        let visitor: Visitor;
        let session: string;

        before(async () => {
          visitor = await Visitor.open(app, { width, language });
          await visitor.beUser(TEACHER);
          session = new URL('.', (await visitor.launchInWindow(school.activity)).url()).href;
        });
        after(() => visitor.close());

        const open = async (path: string) => visitor.page.goto(`${session}${path}`);
        const inspect = (name: string) => inspectPage(visitor.page, `${language}-groups-${name}`, width);
        it('shows the class by group', async () => {
          await open('class');
          await inspect('class');
          await visitor.page.getByRole('link', { name: /^Atelier B/ }).click();
          await inspect('class-group');
        });

        it('lists the groups', async () => {
          await open('groups');
          await inspect('list');
        });

        it('makes one', async () => {
          await open('groups/new');
          await inspect('new');
          await visitor.page.locator('.paste summary').click();
          await visitor.page.locator('#pasted').fill('Chloé Bézier\nQui donc');
          await visitor.page.locator('button[value="save"]').click();
          await visitor.page.getByRole('alert').waitFor();
          await inspect('problem');
        });

        it('opens one made here, and one of the platform', async () => {
          await open('groups');
          await visitor.page.getByRole('link', { name: 'Atelier A', exact: true }).click();
          await visitor.page.locator('#group-name').waitFor();
          await inspect('edit');
          await open('groups/lms.1');
          await inspect('platform');
        });

        it('evaluates one', async () => {
          await open('groups');
          const evaluate = visitor.page.locator('.group-line', { hasText: 'Atelier A' }).last();
          await evaluate.getByRole('link', { name: /Évaluer le groupe|Evaluate the group/ }).click();
          await inspect('sheet-already');
          await visitor.page.locator('label:has([name="level.C1.2-1"][value="2"])').click();
          await visitor.page.locator('label:has([name="level.C1.2-2"][value="3"])').click();
          await visitor.page.locator('#general-comment').fill('Un atelier bien mené.');
          await visitor.page.locator('.own button[name="same"]').first().waitFor();
          await inspect('sheet');
        });

        it('hides names', async () => {
          await open('class');
          await visitor.page.locator('.desk summary').click();
          await inspect('desk');
          await visitor.page.locator('.desk [value="hidden"]').check();
          await visitor.page.locator('.desk button').click();
          await visitor.page.locator('.names-hidden').waitFor();
          await inspect('class-hidden');
          await open(`learners/${school.untouched}`);
          await inspect('grid-hidden');
          await open('groups');
          await inspect('list-hidden');
          await visitor.page.locator('.names-hidden button').click();
          await visitor.page.locator('.names-hidden').waitFor({ state: 'detached' });
        });
      });
    }
  });
}

describe('a group’s grid, in a browser', () => {
  let app: TestApp;
  let school: School;
  let visitor: Visitor;

  before(async () => {
    app = await startSchool('fr');
    school = await schoolYear(app);
    await withGroups(app, school);
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
    await visitor.launchInWindow(school.activity);
  });
  after(async () => {
    await visitor.close();
    await app.close();
    app.log.throwIfErrors();
  });

  const openSheet = async () => {
    const page = await visitor.visit('class');
    await page.getByRole('link', { name: /^Atelier A/ }).click();
    await page.getByRole('link', { name: /Évaluer le groupe/ }).click();
    await page.locator('form.grid').waitFor();
    return page;
  };
  const levelOf = async (learnerId: string, criterion: string) => {
    const page = await visitor.visit(`learners/${learnerId}`);
    return page.locator(`[name="level.${criterion}"]:checked`).getAttribute('value');
  };

  it('is filled by keyboard, and each member has it without a button pressed', async () => {
    const page = await openSheet();
    await page.locator('[name="level.C1.3-1"]').first().focus();
    for (const key of ['Digit1', 'Digit2', 'Digit3']) await page.keyboard.press(key);
    await page.locator('[data-piece="state"]', { hasText: /enregistré/ }).waitFor();
    await page.locator('[data-piece="own-2"]', { hasText: 'Diffèrent, et gardent leur niveau' }).waitFor();
    // Lefèvre Zoé had no level on the last of the four criteria of 1.4.
    await page.locator('label:has([name="level.C1.4-4"][value="4"])').click();
    await page.locator('[data-save-state]:empty').waitFor({ state: 'attached' });
    await page.locator('[data-piece="own-8"]', { hasText: 'Diffèrent' }).waitFor();
    assert.equal(await levelOf(school.draft, 'C1.4-4'), '4');
    assert.equal(await levelOf(school.draft, 'C1.3-1'), '2', 'a level of their own is kept');
  });

  it('gives one level to all with one button, which goes away with what it said', async () => {
    const page = await openSheet();
    const own = page.locator('[data-piece="own-2"]');
    await own.getByRole('button', { name: 'Le même niveau pour tous' }).click();
    await page.getByRole('status').filter({ hasText: 'le même pour tous' }).waitFor();
    await own.waitFor({ state: 'hidden' });
    assert.equal(await levelOf(school.draft, 'C1.3-1'), '1');
  });

  it('keeps what is typed while there is no network, and gives it once there is', async () => {
    const page = await openSheet();
    await visitor.context.setOffline(true);
    await page.locator('#general-comment').fill('Dit hors ligne.');
    await page.locator('[data-trouble]', { hasText: 'Votre saisie est gardée' }).waitFor();
    await visitor.context.setOffline(false);
    await page.locator('[data-trouble]:empty').waitFor({ state: 'attached' });
    const grid = await visitor.visit(`learners/${school.draft}`);
    assert.equal(await grid.locator('#general-comment').inputValue(), 'Dit hors ligne.');
  });

  it('is walked through in its order, as are the pages of groups, each stop in sight', async () => {
    await assertWalkable(await openSheet());
    for (const path of ['groups', 'groups/new', 'groups/lms.1']) {
      await assertWalkable(await visitor.visit(path));
    }
  });

  it('stays readable on a phone 320 pixels wide', async () => {
    const phone = await Visitor.open(app, { width: 390 });
    await phone.beUser(TEACHER);
    const page = await phone.launchInWindow(school.activity);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('link', { name: /^Atelier A/ }).click();
    await inspectPage(page, 'fr-groups-class', 320);
    await page.getByRole('link', { name: /Évaluer le groupe/ }).click();
    await page.locator('form.grid').waitFor();
    await inspectPage(page, 'fr-groups-sheet', 320);
    for (const path of ['groups', 'groups/new', 'groups/lms.1']) {
      await phone.visit(path);
      await inspectPage(page, `fr-${path.replace('/', '-')}`, 320);
    }
    await phone.close();
  });
});
