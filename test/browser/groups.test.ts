import { LEARNER_IDS } from '../../src/demo/site/people.js';
import { Person, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { inspectPage } from './inspectPage.js';
import { schoolYear, startSchool, type School } from './school.js';
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
