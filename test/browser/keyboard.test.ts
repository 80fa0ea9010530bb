import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { bareLink, schoolYear, startSchool, type School } from './school.js';
import { Visitor } from './visitor.js';

const MOST_TABS = 150;

interface Stop {
  /** What it is, for the message of a failed assertion. */
  readonly name: string;
  readonly place: number;
  readonly shown: boolean;
  readonly uncovered: boolean;
}

/** Where Tab leads from the top of a page, until it leaves it. */
async function tabStops(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => {
    scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focusedStop);
    if (stop === undefined || stops.some(({ place }) => place === stop.place)) break;
    stops.push(stop);
  }
  return stops;
}

/** Runs in the page. A hidden radio button is seen as what stands beside it. */
function focusedStop(): Stop | undefined {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return undefined;
  const hidden = focused instanceof HTMLInputElement && focused.nextElementSibling?.matches('.segment__box');
  const seen = (hidden ? focused.nextElementSibling : focused) ?? focused;
  const box = seen.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
  const top = document.elementFromPoint(x, y);
  const indicated = [seen, seen.parentElement].some((one) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });
  return {
    name: `${focused.tagName} ${focused.getAttribute('name') ?? ''} « ${focused.textContent?.trim().slice(0, 40)} »`,
    place: [...document.querySelectorAll('*')].indexOf(focused),
    shown: indicated && box.width > 0 && box.height > 0,
    uncovered: top !== null && (seen.contains(top) || top.contains(seen)),
  };
}

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
      const stops = await tabStops(visitor.page);
      assert.ok(stops.length >= 2, `only ${stops.length} stops`);
      assert.ok(stops.length < MOST_TABS, 'Tab leaves the page again');
      const places = stops.map(({ place }) => place);
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        'in the order of the page',
      );
      assert.deepEqual(
        stops.filter(({ shown }) => !shown).map((stop) => stop.name),
        [],
        'without a visible focus',
      );
      assert.deepEqual(
        stops.filter(({ uncovered }) => !uncovered).map((stop) => stop.name),
        [],
        'covered by what sticks to the edges',
      );
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
