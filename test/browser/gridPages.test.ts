import type { Page } from 'playwright-core';
import { COLLEAGUE, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { gridSchool, type GridSchool } from './gridSchool.js';
import { inspectPage } from './inspectPage.js';
import { bareLink, startSchool } from './school.js';
import { Visitor, WIDTHS } from './visitor.js';

interface Tour {
  readonly app: TestApp;
  readonly visitor: Visitor;
  readonly school: GridSchool;
  readonly page: Page;
  /** Opens a page of the session of an activity of the school. */
  readonly open: (activity: 'lesson' | 'held' | 'exam', path: string) => Promise<unknown>;
}

/** Every page about grids, versions, release and closing, and how a teacher comes to it. */
const TEACHERS_PAGES: Readonly<Record<string, (tour: Tour) => Promise<unknown>>> = {
  editor: ({ open, school }) => open('lesson', `grids/${school.gridId}/edit`),
  'editor-levels': async ({ open, school, page }) => {
    await open('lesson', `grids/${school.gridId}/edit`);
    await page.locator('.scaleEdit > summary').click();
    for (const summary of await page.locator('.item__more > summary').all()) await summary.click();
    await page.locator('.rounding > summary').click();
  },
  'editor-add': async ({ open, school, page }) => {
    await open('lesson', `grids/${school.gridId}/edit`);
    await page.locator('.add__head').click();
    await page.locator('#q').fill('conflit');
    await page.locator('[data-search-result]:not(:empty)').waitFor();
    await page.locator('[name=action][value=own]').click();
    await page.locator('.item--criterion').nth(4).waitFor();
    await page.evaluate(leaveWithoutQuestion);
  },
  'editor-removed': async ({ open, school, page }) => {
    await open('lesson', `grids/${school.gridId}/edit`);
    await page.locator('#remove-criterion-own-notes').click();
    await page.locator('.removed').first().waitFor();
    await page.locator('.scaleEdit > summary').click();
    await page.locator('#remove-level-3').click();
    await page.locator('#restore-level-3').waitFor();
    await page.evaluate(leaveWithoutQuestion);
  },
  'editor-problems': async ({ open, school, page }) => {
    await open('lesson', `grids/${school.gridId}/edit`);
    await page.locator('#title').fill('');
    await page.locator('#weight-own-notes').fill('beaucoup');
    await page.getByRole('button', { name: /^(Enregistrer|Save)$/ }).click();
    await page.getByRole('alert').waitFor();
  },
  'editor-copy': ({ open, school }) => open('lesson', `grids/${school.colleagues}/edit`),
  'editor-first': async ({ app, visitor, page }) => {
    await visitor.launchInWindow(bareLink(app, 'Accueil du public'));
    await page.locator('.ready__grid').first().click();
    await page.locator('[name=action][value=refine]').click();
    await page.locator('[value=saveAndUse]').waitFor();
  },
  library: ({ open }) => open('lesson', 'library'),
  'library-shared': ({ open }) => open('lesson', 'library?show=shared'),
  'library-course': ({ open }) => open('lesson', 'library?show=course&q=rien'),
  'library-archived': ({ open }) => open('lesson', 'library?show=archived'),
  'library-grid': ({ open, school }) => open('lesson', `library/${school.gridId}`),
  'library-colleague': ({ open, school }) => open('lesson', `library/${school.colleagues}`),
  import: async ({ open, page }) => {
    await open('lesson', 'library/import');
    await page.locator('.import-help summary').click();
  },
  'import-problems': async ({ open, page }) => {
    await open('lesson', 'library/import');
    await page
      .locator('#text')
      .fill('# Titre;Accueil\n# Note sur;vingt\nAttendu;Coefficient\nSe présente;x\n;2');
    await page.getByRole('button', { name: /^(Importer|Import)$/ }).click();
    await page.getByRole('alert').waitFor();
  },
  scales: async ({ open, page }) => {
    await open('lesson', 'scales');
    await page.locator('.scaleArchive summary').click();
  },
  'scale-edit': async ({ open, page }) => {
    await open('lesson', 'scales');
    await page.locator('.entry h3 a').first().click();
    await page.locator('[name=scaleName]').waitFor();
  },
  'scale-problems': async ({ open, page }) => {
    await open('lesson', 'scales/new');
    await page.locator('[id^=share-]').nth(1).fill('beaucoup');
    await page.locator('.scalePage .button--primary').click();
    await page.getByRole('alert').waitFor();
  },
  'editor-kept': async ({ open, school, page }) => {
    await open('lesson', `grids/${school.gridId}/edit`);
    await page.locator('.scaleEdit > summary').click();
    await page.locator('#keep-scale').click();
    await page.locator('.keepScale [role=status]').waitFor();
    await page.evaluate(leaveWithoutQuestion);
  },
  activity: ({ open }) => open('lesson', 'activity'),
  apply: async ({ open, page }) => {
    await open('lesson', 'activity');
    await page.locator('.notice .button--primary').click();
    await page.locator('.effects').waitFor();
    for (const summary of await page.locator('.todo summary').all()) await summary.click();
  },
  'release-date': ({ open }) => open('held', 'activity/release'),
  'release-date-problem': async ({ open, page }) => {
    await open('lesson', 'activity/release');
    await page.locator('#day').fill('2020-01-01');
    await page.locator('#day').evaluate((input) => input.removeAttribute('min'));
    await page.locator('#time').fill('18:00');
    await page.locator('form.card button').click();
    await page.getByRole('alert').first().waitFor();
  },
  'purpose-certificative': ({ open }) => open('lesson', 'activity/purpose'),
  'purpose-formative': ({ open }) => open('exam', 'activity/purpose'),
  'class-ready': ({ open }) => open('lesson', 'class'),
  'class-ticked': async ({ open, page }) => {
    await open('lesson', 'class');
    await page.locator('tbody .pick').first().click();
  },
  'class-held': ({ open }) => open('held', 'class'),
  'class-exam': ({ open }) => open('exam', 'class'),
  'grid-rich': async ({ open, page }) => {
    await open('lesson', 'learners/5');
    await page.locator('#why summary').click();
  },
  'grid-phrases': async ({ open, page }) => {
    await open('lesson', 'learners/10');
    await page.locator('[name="level.C1.3-2"]').nth(2).locator('..').click();
    const criterion = page.locator('[data-criterion]').nth(2);
    await criterion.locator('.remark__summary').click();
    await criterion.locator('textarea').focus();
    await criterion.locator('.phrase').first().waitFor();
    await page.locator('.saved', { hasText: /\d/ }).waitFor();
  },
  'grid-adjust-problem': async ({ open, page }) => {
    await open('lesson', 'learners/8');
    await page.locator('.adjust summary').click();
    await page.locator('#adjusted-mark').fill('25');
    await page.locator('#adjusted-mark-problem, [data-problem]').first().waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
  },
  'grid-exam': ({ open }) => open('exam', 'learners/8'),
  'ask-close': ({ open }) => open('exam', 'learners/9/close'),
  'ask-close-several': async ({ open, page }) => {
    await open('exam', 'class');
    await page.getByRole('button', { name: /Clore les|Close the/ }).click();
    await page.locator('.effects').waitFor();
  },
  sheet: ({ open }) => open('exam', 'learners/5/sheet'),
  'sheet-to-sign': ({ open }) => open('exam', 'learners/6/sheet?jury=1'),
  reopen: async ({ open, page }) => {
    await open('exam', 'learners/5/reopen');
    await page.locator('#reason').evaluate((field) => field.removeAttribute('required'));
    await page.locator('form .button--primary').click();
    await page.locator('#reason-problem').waitFor();
  },
  'history-exam': ({ open }) => open('exam', 'learners/5/history'),
};

/** Runs in the page: the next one is opened without asking whether to leave. */
function leaveWithoutQuestion(): void {
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
}

for (const language of ['fr', 'en'] as const) {
  describe(`every page about grids (${language})`, () => {
    let app: TestApp;
    let school: GridSchool;

    before(async () => {
      app = await startSchool(language);
      school = await gridSchool(app);
    });
    after(async () => {
      await app.close();
      app.log.throwIfErrors();
    });

    for (const width of WIDTHS) {
      describe(`at ${width} px`, () => {
        const inspect = (page: Page, name: string) => inspectPage(page, `${language}-${name}`, width);

        describe('of a teacher', () => {
          let visitor: Visitor;
          const sessions = new Map<string, string>();

          before(async () => {
            visitor = await Visitor.open(app, { width, language });
            await visitor.beUser(TEACHER);
            for (const name of ['lesson', 'held', 'exam'] as const) {
              sessions.set(name, new URL('.', (await visitor.launchInWindow(school[name])).url()).href);
            }
          });
          after(() => visitor.close());

          for (const [name, come] of Object.entries(TEACHERS_PAGES)) {
            it(name, async () => {
              const { page } = visitor;
              page.once('dialog', (dialog) => void dialog.accept());
              await come({
                app,
                visitor,
                school,
                page,
                open: (activity, path) => page.goto(`${sessions.get(activity)}${path}`),
              });
              await inspect(page, name);
            });
          }
        });

        it('of those who see what was decided', async () => {
          const visitor = await Visitor.open(app, { width, language });
          try {
            await visitor.beUser('5');
            await inspect(await visitor.launchInWindow(school.lesson), 'learner-adjusted');
            await inspect(await visitor.launchInWindow(school.held), 'learner-held');
            await visitor.beUser('9');
            await inspect(await visitor.launchInWindow(school.exam), 'learner-exam');
            await visitor.beUser(COLLEAGUE);
            await visitor.launchInWindow(school.exam);
            await inspect(await visitor.visit('class'), 'class-exam-colleague');
          } finally {
            await visitor.close();
          }
        });
      });
    }
  });
}
