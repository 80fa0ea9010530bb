import { ltiClaim } from '../../src/demo/vocabulary.js';
import { Person, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { inspectPage } from './inspectPage.js';
import { bareLink, schoolYear, startSchool, type School } from './school.js';
import { Visitor, WIDTHS } from './visitor.js';
import type { Page } from 'playwright-core';

interface Tour {
  readonly app: TestApp;
  readonly school: School;
  readonly visitor: Visitor;
  readonly page: Page;
  /** Opens a page of the activity's session. */
  readonly open: (path: string) => Promise<unknown>;
}

/** Every page that someone can come to, and how. */
const TEACHERS_PAGES: Readonly<Record<string, (tour: Tour) => Promise<unknown>>> = {
  'picker-empty': ({ app, visitor }) => visitor.launchInWindow(bareLink(app, 'Nouvelle activité')),
  'picker-chosen': async ({ app, visitor, page }) => {
    await visitor.launchInWindow(bareLink(app, 'Un choix'));
    const competency = page.locator('.competency', { hasText: '1.3' }).first();
    await competency.locator('summary').first().click();
    await competency.locator('[data-whole]').check();
    await competency.locator('.around summary').click();
    await page.locator('[data-preview] table').waitFor();
  },
  'picker-search': async ({ app, visitor, page }) => {
    await visitor.launchInWindow(bareLink(app, 'Une recherche'));
    await page.locator('#q').fill('écoute');
    await page.locator('[data-search-result]:not(:empty)').waitFor();
  },
  'picker-problem': async ({ app, visitor, page }) => {
    await visitor.launchInWindow(bareLink(app, 'Encore une activité'));
    await page.locator('#maximum').fill('vingt');
    await page.getByRole('button', { name: /Utiliser cette grille|Use this grid/ }).click();
    await page.getByRole('alert').waitFor();
  },
  class: ({ open }) => open('class'),
  'class-filtered': ({ open }) => open('class?state=trouble'),
  table: ({ open }) => open('class/table'),
  'table-filling': async ({ open, page }) => {
    await open('class/table');
    // On a phone there is one criterion at a time instead.
    if (!(await page.locator('[data-do="fill"]').isVisible())) return;
    await page.locator('[data-do="fill"]').click();
    await page.locator('dialog[open]').waitFor();
  },
  'table-keys': async ({ open, page }) => {
    await open('class/table');
    if (!(await page.locator('[data-do="keys"]').isVisible())) return;
    await page.locator('[data-do="keys"]').click();
    await page.locator('dialog[open]').waitFor();
  },
  'table-criterion': ({ open }) => open('class/table/criteria/C1.3-2'),
  'grid-empty': ({ open, school }) => open(`learners/${school.untouched}`),
  'grid-draft': ({ open, school }) => open(`learners/${school.draft}`),
  'grid-published': ({ open, school }) => open(`learners/${school.published}`),
  'grid-why': async ({ open, school, page }) => {
    await open(`learners/${school.published}`);
    await page.locator('#why summary').click();
    await page.locator('#why-this-mark table').waitFor();
  },
  'grid-keys': async ({ open, school, page }) => {
    await open(`learners/${school.draft}`);
    // Touch screens have no keys.
    if (!(await page.locator('[data-keys-open]').isVisible())) return;
    await page.locator('[data-keys-open]').click();
    await page.locator('dialog[open]').waitFor();
  },
  'grid-drifted': ({ open, school }) => open(`learners/${school.drifted}`),
  'grid-absent': ({ open, school }) => open(`learners/${school.absent}`),
  'grid-too-long': async ({ open, school, page }) => {
    await open(`learners/${school.untouched}`);
    await page.locator('#general-comment').fill('é'.repeat(5001));
    await page.locator('.field__problem').waitFor();
    // The next page may be opened without a question.
    page.once('dialog', (dialog) => void dialog.accept());
  },
  history: ({ open, school }) => open(`learners/${school.drifted}/history`),
  withdraw: ({ open, school }) => open(`learners/${school.published}/withdraw`),
  'error-not-found': ({ open }) => open('learners/999'),
};

for (const language of ['fr', 'en'] as const) {
  describe(`every page (${language})`, () => {
    let app: TestApp;
    let school: School;

    before(async () => {
      app = await startSchool(language);
      school = await schoolYear(app);
    });
    after(async () => {
      await app.close();
      app.log.throwIfErrors();
    });

    for (const width of WIDTHS) {
      describe(`at ${width} px`, () => {
        const inspect = (page: Page, name: string) => inspectPage(page, `${language}-${name}`, width);
        const withVisitor = async (act: (visitor: Visitor) => Promise<void>) => {
          const visitor = await Visitor.open(app, { width, language });
          try {
            await act(visitor);
          } finally {
            app.platform.clearFaults();
            await visitor.close();
          }
        };

        describe('of a teacher', () => {
          let visitor: Visitor;
          let session: string;

          before(async () => {
            visitor = await Visitor.open(app, { width, language });
            await visitor.beUser(TEACHER);
            session = new URL('.', (await visitor.launchInWindow(school.activity)).url()).href;
          });
          after(() => visitor.close());

          for (const [name, come] of Object.entries(TEACHERS_PAGES)) {
            it(name, async () => {
              const { page } = visitor;
              await come({ app, school, visitor, page, open: (path) => page.goto(`${session}${path}`) });
              await inspect(visitor.page, name);
            });
          }
        });

        it('of two versions to settle', () =>
          withVisitor(async (visitor) => {
            await visitor.beUser(TEACHER);
            await visitor.launchInWindow(school.activity);
            const page = await visitor.visit(`learners/${school.untouched}`);
            const colleague = await new Person(app, '4').launch(school.activity);
            const theirs = await colleague.visit(`learners/${school.untouched}`);
            await theirs.pressWith(/^(Enregistrer|Save)$/, (entries) => {
              entries.set('level.C1.2-1', width === 1280 ? '2' : '3');
              entries.set('generalComment', `Vu par François, ${width}`);
            });
            await page.locator('label:has([name="level.C1.2-1"][value="4"])').click();
            await page.locator('#general-comment').fill('Vu par Hélène');
            await page.locator('.conflict').waitFor();
            await inspect(page, 'conflict');
          }));

        it('of a learner', () =>
          withVisitor(async (visitor) => {
            for (const [name, id] of [
              ['published', school.published],
              ['before', school.untouched],
              ['absent', school.absent],
            ] as const) {
              await visitor.beUser(id);
              await inspect(await visitor.launchInWindow(school.activity), `learner-${name}`);
            }
            await inspect(await visitor.launchInWindow(bareLink(app, 'Pas prête')), 'learner-not-ready');
          }));

        it('of a mentor', () =>
          withVisitor(async (visitor) => {
            const list = await new Person(app, '4').launchWith(school.activity, {
              [ltiClaim('roles')]: ['Mentor'],
              [ltiClaim('role_scope_mentor')]: [school.published, school.untouched],
            });
            await inspect(await visitor.goOnWith(list), 'mentor-list');
            await visitor.page.getByRole('link', { name: 'Chloé Bézier' }).click();
            await inspect(visitor.page, 'mentor-learner');
          }));

        it('before a session', () =>
          withVisitor(async ({ page }) => {
            const { url } = await app.services.registrar.invite({ activates: false, hours: 1 });
            await page.goto(url);
            await inspect(page, 'registration-help');
            await page.goto(`${url}x&openid_configuration=${app.platform.url}/none`);
            await inspect(page, 'error-registration');
            await page.goto(app.platform.registrationAddress(url));
            await inspect(page, 'registered');
            await page.goto(`${app.url}/lti/login?iss=${app.platform.url}&login_hint=1&target_link_uri=x`);
            await inspect(page, 'error-login');
            await page.goto(`${app.url}/s/ended/class`);
            await inspect(page, 'error-session');
            const login = await new Person(app, TEACHER).launchAnswer(school.activity);
            const state = login.page.formToPost().fields.get('state') ?? '';
            await page.goto(`${app.url}/lti/login/check?state=${state}`);
            await inspect(page, 'new-window');
          }));

        it('of the référentiel', () =>
          withVisitor(async ({ page }) => {
            await page.goto(`${app.url}/referentiel`);
            await inspect(page, 'framework');
            await page.goto(`${app.url}/referentiel?q=conflit`);
            await inspect(page, 'framework-search');
          }));

        it('without a class list, without names', () =>
          withVisitor(async (visitor) => {
            await visitor.beUser(TEACHER);
            const { id: courseId } = app.platform.copyCourse('2', `Sans liste ${width}`);
            const activity = app.platform.state.activities.find((one) => one.courseId === courseId);
            app.platform.setFault('noRoster');
            app.platform.setFault('noNames');
            await visitor.launchInWindow(activity ?? school.activity);
            await visitor.page.locator('summary', { hasText: '1.2' }).first().click();
            await visitor.page.getByText('Les salutations sont adaptées').first().click();
            await visitor.page.locator('.picker__submit .button--primary').click();
            await visitor.page.waitForURL(/class/);
            await inspect(visitor.page, 'class-without-list');
            app.platform.setFault('noRoster', false);
            await visitor.launchInWindow(activity ?? school.activity);
            await inspect(visitor.page, 'class-without-names');
          }));

        it('of an activity that some may not open', () =>
          withVisitor(async (visitor) => {
            await visitor.beUser(TEACHER);
            const { page } = visitor;
            const refresh = async () => {
              await visitor.launchInWindow(school.activity);
              await page.locator('.refresh button').click();
              await page.waitForLoadState();
            };
            app.platform.restrictActivity(school.activity.id, '1');
            try {
              await refresh();
              await inspect(page, 'class-restricted');
              await page.goto(page.url().replace(/class.*/, 'class/table'));
              await inspect(page, 'table-restricted');
            } finally {
              app.platform.restrictActivity(school.activity.id);
              await refresh();
            }
          }));

        if (width === 390) return;

        it('of the LMS, with the tool in its frame', () =>
          withVisitor(async (visitor) => {
            const { page } = visitor;
            await page.goto(app.platform.url);
            await inspect(page, 'lms-home');
            await visitor.beUser(TEACHER);
            for (const [name, path] of Object.entries({
              course: '/cours/2',
              gradebook: '/cours/2/notes',
              faults: '/pannes',
            })) {
              await page.goto(`${app.platform.url}${path}`);
              await inspect(page, `lms-${name}`);
            }
            const frame = await visitor.launch(school.activity);
            await inspect(page, 'lms-class');
            await frame.goto(`${frame.url().replace('class', 'learners/')}${school.draft}`);
            await frame.locator('#general-comment').waitFor();
            await inspect(page, 'lms-grid');
            await frame.goto(`${frame.url().replace(/learners\/.*/, '')}class/table`);
            await frame.locator('.cell:focus').waitFor();
            await inspect(page, 'lms-table');
          }));
      });
    }
  });
}
