import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { TEACHER } from '../support/person.js';
import { TestApp } from '../support/testApp.js';
import { schoolYear, type School } from './school.js';
import { Visitor } from './visitor.js';

/** What Moodle leaves a tool: on a phone, and in windows of 1000 × 600 and 1366 × 650 pixels. */
const FRAMES = [
  { width: 372, height: 518, share: 0.6 },
  { width: 603, height: 277, share: 0.7 },
  { width: 969, height: 327, share: 0.7 },
];

/** Share of the page's height in which a criterion can be seen, once it is scrolled to. */
const roomForCriteria = (page: Page) =>
  page.evaluate(() => {
    document.querySelectorAll('[data-criterion]')[2]?.scrollIntoView();
    const heights = Array.from({ length: innerHeight }, (_, y) => y);
    const free = heights.filter((y) => {
      const there = document.elementFromPoint(innerWidth / 2, y);
      return there?.closest('.who, .decide') === null;
    });
    return free.length / innerHeight;
  });

describe('a learner’s grid in a low frame', () => {
  let app: TestApp;
  let school: School;

  before(async () => {
    app = await TestApp.start();
    school = await schoolYear(app);
  });
  after(() => app.close());

  for (const frame of FRAMES) {
    it(`leaves criteria most of ${frame.width} × ${frame.height} pixels`, async () => {
      const visitor = await Visitor.open(app, { width: frame.width < 600 ? 390 : 1280 });
      await visitor.beUser(TEACHER);
      await visitor.launchInWindow(school.activity);
      const page = await visitor.visit(`learners/${school.draft}`);
      await page.setViewportSize(frame);
      const room = await roomForCriteria(page);
      assert.ok(room > frame.share, `${Math.round(room * 100)} % of the height`);
      await visitor.close();
    });
  }
});
