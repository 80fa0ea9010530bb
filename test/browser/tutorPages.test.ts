import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { inspectPage } from './inspectPage.js';
import { schoolYear, startSchool, type School } from './school.js';
import { TutorVisit } from './tutorVisit.js';
import { Visitor, WIDTHS } from './visitor.js';

/** The narrowest phone. */
const NARROW = 320;

for (const language of ['fr', 'en'] as const) {
  describe(`a company tutor's pages (${language})`, () => {
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
        let teacher: Visitor;
        let tutor: Visitor;

        beforeEach(async () => {
          teacher = await Visitor.open(app, { width, language });
          tutor = await Visitor.open(app, { width, language });
          await teacher.beUser(TEACHER);
          await teacher.launchInWindow(school.activity);
        });
        afterEach(async () => {
          await teacher.close();
          await tutor.close();
        });

        /** As it is, and where the phone is narrow, with nothing sticking out. */
        const inspect = async (page: Page, name: string) => {
          await inspectPage(page, `${language}-tutor-${name}`, width);
          if (width !== 390) return;
          await page.setViewportSize({ width: NARROW, height: 640 });
          await inspectPage(page, `${language}-tutor-${name}`, NARROW);
          await page.setViewportSize({ width, height: 844 });
        };

        it('are looked at from the invitation to the answers', async () => {
          const { page } = teacher;
          // Each width has a learner of its own: what was taken over once is not offered again.
          const judged = width === 1280 ? school.published : '8';
          await teacher.visit('tutors');
          await inspect(page, 'links');
          await teacher.visit('tutors/new');
          await inspect(page, 'invite');
          await page.locator('[value=invite]').click();
          await page.locator('[role=alert]').waitFor();
          await inspect(page, 'invite-problem');

          const visit = await TutorVisit.invite(teacher, [judged, school.draft]);
          await inspect(page, 'link-made');
          await page.locator('.mail summary').click();
          await inspect(page, 'link-mail');
          await page.locator('.given a.button--primary').click();
          await page.locator('.invitation').waitFor();
          await inspect(page, 'invitation');

          await visit.open(tutor.page);
          await inspect(tutor.page, 'code');
          await visit.give(tutor.page, visit.wrongCode);
          await inspect(tutor.page, 'code-wrong');
          await visit.give(tutor.page);
          await inspect(tutor.page, 'learners');
          await tutor.page.locator('.asked-about a').first().click();
          await tutor.page.locator('.answers').waitFor();
          await inspect(tutor.page, 'answers');
          await visit.answer(tutor.page);
          await inspect(tutor.page, 'answers-chosen');
          await tutor.page.locator('[value=send]').click();
          await tutor.page.locator('.said').waitFor();
          await inspect(tutor.page, 'done');
          await tutor.page.locator('.leave button').click();
          await tutor.page.locator('.code').waitFor();
          await inspect(tutor.page, 'left');

          await teacher.visit('class');
          await page.locator('.tutors-news').waitFor();
          await inspect(page, 'class-news');
          await teacher.visit(`learners/${judged}`);
          await page.locator('.voice').first().waitFor();
          await inspect(page, 'grid');
          await page.locator('.voice .button').first().click();
          await page.locator('.notice--done').waitFor();
          await inspect(page, 'grid-taken');
          await teacher.visit(`learners/${judged}/history`);
          await inspect(page, 'history');

          await tutor.page.goto(visit.address);
          await visit.give(tutor.page);
          await tutor.page.locator('.asked-about a').first().click();
          await tutor.page.locator('.notice--wait').waitFor();
          await inspect(tutor.page, 'frozen');

          for (let tries = 0; tries < 5; tries += 1) {
            const guess = await Visitor.open(app, { width, language });
            await visit.open(guess.page);
            await visit.give(guess.page, visit.wrongCode);
            await guess.close();
          }
          await page.goto(visit.linkPage);
          await inspect(page, 'link-locked');
          await page.locator('form[action$=revoke] button').click();
          await page.locator('.notice--done').waitFor();
          await inspect(page, 'link-revoked');
          await tutor.page.reload();
          assert.equal(await tutor.page.locator('h1').count(), 1);
          await inspect(tutor.page, 'ended');
          await teacher.visit('tutors');
          await inspect(page, 'links-some');
        });

        it('are looked at as a sheet for a workshop', async () => {
          await teacher.visit('tutors/new');
          await teacher.page.locator('[name=learner]').nth(0).check();
          await teacher.page.locator('[name=learner]').nth(1).check();
          await teacher.page.locator('[value=sheet]').click();
          await teacher.page.locator('.workshop').first().waitFor();
          await inspect(teacher.page, 'sheet');
        });
      });
    }
  });
}
