import assert from 'node:assert/strict';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { levelValue } from '../../src/evaluation/contentValue.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import type { Stroke } from '../../src/evaluation/stroke/stroke.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { eventually } from '../support/eventually.js';
import { learner, type TeacherPages } from '../support/teacherPages.js';
import { axeFindings } from './inspectPage.js';
import { ServedPages } from './servedPages.js';

const CLASS = Array.from({ length: 36 }, (_, place) =>
  learner(`${101 + place}`, `Nom ${String(place + 1).padStart(2, '0')}`, 'Alix'),
);
const SUBS = CLASS.map(({ sub }) => sub);
const [FIRST, SECOND] = ['C1.1-1', 'C1.1-2'];

describe('the table of a class, in a browser', function () {
  this.timeout(60_000);
  let served: ServedPages;
  let context: BrowserContext;
  let pages: TeacherPages;
  let url: string;
  let page: Page;
  let complaints: string[];

  beforeEach(async () => {
    served = await ServedPages.open();
    ({ pages, url } = served);
    pages.roster = { members: CLASS };
    complaints = [];
    context = await newContext();
    await pages.visitor();
    page = await open('session-1');
  });
  afterEach(async () => {
    await served.close();
    assert.deepEqual(complaints, []);
  });

  async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const made = await served.context({ viewport: { width: 1000, height: 600 }, ...options });
    made.setDefaultTimeout(8000);
    return made;
  }

  async function open(session: string, path = 'class/table', within = context): Promise<Page> {
    const opened = await within.newPage();
    opened.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    opened.on('dialog', (dialog) => void dialog.accept());
    await opened.goto(`${url}/s/${session}/${path}`);
    return opened;
  }

  async function stored(what: string, holds: () => Promise<boolean>): Promise<void> {
    await eventually(what, holds);
  }
  const found = (sub: string) => pages.services.evaluations.find(welcomeActivity.id, sub);
  const level = async (sub: string, criterion = FIRST!) => {
    const evaluation = await found(sub);
    return evaluation && levelValue(evaluation.content, criterion);
  };
  const levelIs = (sub: string, wanted: string, criterion = FIRST!) =>
    stored(`${sub} to have « ${wanted} »`, async () => (await level(sub, criterion)) === wanted);
  const presenceIs = (sub: string, wanted: string) =>
    stored(`${sub} to be ${wanted}`, async () => (await found(sub))?.content.presence === wanted);

  const cell = (sub: string, criterion = 0, on = page) =>
    on.locator(`tr[data-learner="${sub}"] .cell`).nth(criterion);
  const focused = (on = page) =>
    on.evaluate(() => {
      const line = document.activeElement?.closest<HTMLElement>('tr[data-learner]');
      const place = [...(line?.querySelectorAll('.cell') ?? [])].indexOf(document.activeElement!);
      return `${line?.dataset['learner']} ${place}`;
    });
  const said = (text: RegExp) =>
    page.locator('[data-said]').filter({ hasText: text }).waitFor({ state: 'attached' });
  const trouble = (text: RegExp) => page.locator('[data-trouble]').filter({ hasText: text }).waitFor();
  const allSaved = () =>
    page
      .locator('[data-save-state]')
      .filter({ hasText: /^enregistré/ })
      .waitFor();
  const keptInTab = () => page.evaluate(() => Object.values(sessionStorage).join());
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  describe('by keyboard alone', () => {
    it('judges a whole column of 36 learners with one stroke each', async () => {
      assert.equal(await focused(), '101 0', 'the first open cell has the focus');
      await press(...SUBS.map((_, place) => `Digit${(place % 4) + 1}`));
      assert.equal(await focused(), '101 1', 'on to the next criterion');
      await allSaved();
      const levels = await Promise.all(SUBS.map((sub) => level(sub)));
      assert.deepEqual(
        levels,
        SUBS.map((_, place) => `${(place % 4) + 1}`),
      );
      assert.equal(await page.locator('th[data-criterion] [data-done]').first().textContent(), '36/36');
      assert.equal(await page.locator('tr[data-learner="101"] [data-count]').textContent(), '1/2');
      assert.equal(await page.locator('tr[data-learner="104"] [data-mark]').textContent(), '20,0');
      assert.equal(await keptInTab(), '', 'nothing stays in the browser');
    });

    it('knows digits by their place, as on a French keyboard', async () => {
      await page.evaluate(() =>
        document.activeElement!.dispatchEvent(
          new KeyboardEvent('keydown', { code: 'Digit3', key: '"', bubbles: true, cancelable: true }),
        ),
      );
      await levelIs('101', '3');
    });

    it('sets all that a cell can hold, and takes it back', async () => {
      await press('n', 'a', 'e', 'ArrowUp', 'ArrowUp', 'ArrowUp');
      await levelIs('101', 'notJudged');
      await presenceIs('102', 'absent');
      await presenceIs('103', 'excused');
      await press('Delete');
      await levelIs('101', '');
      assert.equal(await focused(), '101 0');
      await press('ArrowDown', 'Digit4');
      await said(/Absent ou dispensé/);
      assert.equal(await level('102'), '', 'an absent learner is judged on nothing');
      await press('a', 'Digit4');
      await presenceIs('102', 'present');
      await levelIs('102', '4');
      assert.equal(await focused(), '104 0', 'an excused learner is passed over');
    });

    it('moves by arrows, Tab, Home and End, over the heads too; Tab and Escape leave the table', async () => {
      await press('ArrowRight', 'ArrowDown');
      assert.equal(await focused(), '102 1');
      await press('Tab');
      assert.equal(await focused(), '103 0');
      await press('Shift+Tab', 'Home');
      assert.equal(await focused(), '102 0');
      await press('Control+End');
      assert.equal(await focused(), '136 1');
      await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Nom 36 Alix');
      await press('Control+Home', 'ArrowUp');
      assert.match(await page.evaluate(() => document.activeElement?.getAttribute('href') ?? ''), /C1\.1-1$/);
      await press('ArrowDown', 'Escape');
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-do')), 'keys');
      await press('Tab', 'Control+End', 'Tab');
      assert.equal(
        await page.evaluate(() => document.activeElement?.closest('table') === null),
        true,
        'Tab at the last cell leaves the table',
      );
    });

    it('goes down the names of those who are absent', async () => {
      await press('ArrowLeft', 'a', 'a');
      await presenceIs('101', 'absent');
      await presenceIs('102', 'absent');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Nom 03 Alix');
    });

    it('goes along the row instead when asked to', async () => {
      await press('d', 'Digit3', 'Digit4');
      assert.equal(await focused(), '102 0');
      await levelIs('101', '3');
      await levelIs('101', '4', SECOND);
    });

    it('undoes several steps, and does them again', async () => {
      await press('Digit1', 'Digit2', 'a');
      await allSaved();
      await press('Control+z', 'Control+z');
      assert.equal(await focused(), '102 0');
      await presenceIs('103', 'present');
      await levelIs('102', '');
      assert.equal(await level('101'), '1');
      await press('Control+y', 'Control+y');
      await presenceIs('103', 'absent');
      await levelIs('102', '2');
      await press('Control+z', 'Control+z', 'Control+z');
      await levelIs('101', '');
      await press('Control+z');
      await said(/Rien à annuler/);
      await press('Control+Shift+z');
      await levelIs('101', '1');
    });

    it('fills a column without touching what is judged, and undoes it as one', async () => {
      await press('Digit1', 'ArrowUp', 'r', '3');
      const dialog = page.getByRole('dialog');
      assert.match(
        (await dialog.textContent()) ?? '',
        /vides à remplir\s: 35.*laissées telles quelles\s: 1/s,
      );
      await press('Enter');
      await levelIs('136', '3');
      assert.equal(await level('101'), '1');
      assert.equal(await focused(), '101 0', 'the focus comes back');
      await press('Control+z');
      await levelIs('136', '');
      await levelIs('102', '');
      assert.equal(await level('101'), '1');
    });

    it('replaces what is judged when told to, having said how much', async () => {
      await press('Digit1', 'ArrowUp', 'r', '3');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/Remplacer aussi/).check();
      assert.match((await dialog.textContent()) ?? '', /remplacées\s: 1/);
      await press('Enter');
      await levelIs('101', '3');
      await press('Control+z');
      await levelIs('101', '1');
    });

    it('fills a row', async () => {
      await press('r', 'ArrowDown', '2', 'Enter');
      await levelIs('101', '2');
      await levelIs('101', '2', SECOND);
      assert.equal(await level('102'), undefined);
    });

    it('changes nothing when filling is given up', async () => {
      await press('r', '3', 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.equal(await focused(), '101 0');
      assert.equal(await cell('101').textContent(), '');
    });

    it('shows its keys', async () => {
      await press('?');
      await page.getByRole('dialog', { name: 'Au clavier' }).waitFor();
      await press('Escape');
      assert.equal(await focused(), '101 0');
    });

    it('opens the learner at the criterion’s comment, and comes back to the same cell', async () => {
      await press('ArrowDown', 'ArrowRight', 'Enter');
      await page.waitForURL(/learners\/102/);
      await page.locator('#comment-1:focus').waitFor();
      const above = await page.locator('#text-1').boundingBox();
      const bar = await page.locator('.who').boundingBox();
      assert.ok(above && bar && above.y >= bar.y + bar.height, 'the criterion is in sight');
      await page.goBack();
      await page.locator('[data-matrix]').waitFor();
      await eventually('the focus to come back', async () => (await focused()) === '102 1');
    });
  });

  for (const [width, height, fewest] of [
    [969, 445, 6],
    [969, 327, 3],
  ] as const) {
    it(`shows ${fewest} learners and what can be done in a frame of ${width} × ${height} pixels`, async () => {
      await page.setViewportSize({ width, height });
      await press('Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit1', 'Digit2');
      await allSaved();
      const inSight = (selector: string) =>
        page.locator(selector).evaluateAll(
          (elements) =>
            elements.filter((element) => {
              const { left, top, bottom, width: across } = element.getBoundingClientRect();
              return [top + 2, bottom - 2].every((y) =>
                element.contains(document.elementFromPoint(left + across / 2, y)),
              );
            }).length,
        );
      const rows = await inSight('tr[data-learner] .cell:nth-child(2)');
      assert.ok(rows >= fewest, `${rows} learners`);
      assert.equal(await inSight('.cell:focus'), 1);
      for (const tool of ['.palette [data-value="4"]', '[data-do="fill"]', '[data-here]'])
        assert.equal(await inSight(tool), 1, tool);
    });

    it(`opens its dialogs at their beginning in a frame of ${width} × ${height} pixels`, async () => {
      await page.setViewportSize({ width, height });
      await press('?');
      const keys = page.getByRole('dialog', { name: 'Au clavier' });
      await keys.waitFor();
      assert.equal(await keys.evaluate((dialog) => dialog.scrollTop), 0);
      await press('Escape', 'r');
      const filling = page.getByRole('dialog', { name: "Remplir d'un coup" });
      await filling.waitFor();
      const box = await filling.getByRole('button', { name: 'Remplir', exact: true }).boundingBox();
      assert.ok(box && box.y + box.height <= height, 'what it does is in sight');
    });
  }

  it('works by mouse too: a cell, then a level', async () => {
    await cell('110').click();
    await page.locator('.palette [data-value="2"]').click();
    await levelIs('110', '2');
    assert.equal(await focused(), '111 0');
    await page.locator('[data-do="undo"]').click();
    await levelIs('110', '');
  });

  it('shows no part of the focused cell under the heads that stick', async () => {
    await press('Control+End', 'Control+Home');
    for (let downs = 0; downs < 36; downs += 5) {
      const covered = await page.evaluate(() => {
        const { left, top } = document.activeElement!.getBoundingClientRect();
        return document.elementFromPoint(left + 4, top + 4) !== document.activeElement;
      });
      assert.equal(covered, false);
      await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    }
  });

  describe('when the network is lost', () => {
    /** The server does as it is asked, and its answers never arrive. */
    function loseAnswers(count: number): void {
      let left = count;
      served.onRequest = (req, res) => {
        if (req.method !== 'POST' || left === 0) return;
        left -= 1;
        res.end = () => {
          res.flushHeaders();
          setImmediate(() => res.destroy());
          return res;
        };
      };
    }

    /** What was sent, in order. */
    function sentStrokes(): Stroke[] {
      const sent: Stroke[] = [];
      page.on('requestfinished', (request) => {
        const body = new URLSearchParams(request.postData() ?? '').get('strokes');
        if (body) sent.push(...(JSON.parse(body) as Stroke[]));
      });
      return sent;
    }

    it('keeps the strokes, says so, and sends them in their order when it is back', async () => {
      await context.setOffline(true);
      const sent = sentStrokes();
      await press('Digit3', 'Digit1', 'n', 'a', 'Digit4');
      await trouble(/Pas de réponse du serveur\. Vos saisies \(5\) sont gardées dans cet onglet/);
      await press('ArrowUp', 'Digit2');
      await trouble(/\(5\)/);
      assert.equal(await found('101'), undefined);
      assert.match(await keptInTab(), /"101"/);

      await context.setOffline(false);
      await levelIs('105', '2');
      await levelIs('101', '3');
      await presenceIs('104', 'absent');
      await allSaved();
      const order = sent.map((one) => {
        const { learner: who, to } = one as unknown as { learner: string; to: string };
        return `${who} ${to}`;
      });
      assert.deepEqual(
        order.filter((one, place) => order.indexOf(one) === place),
        ['101 3', '102 1', '103 notJudged', '104 absent', '105 4', '105 2'],
      );
      assert.equal(await keptInTab(), '');
      assert.equal(await page.locator('[data-trouble]').textContent(), '');
    });

    it('brings back after a reload what could not be saved', async () => {
      await context.setOffline(true);
      await press('Digit3', 'Digit1');
      await trouble(/Pas de réponse/);
      await context.setOffline(false);
      await page.reload();
      await levelIs('101', '3');
      await levelIs('102', '1');
      await eventually('nothing to stay in the browser', async () => (await keptInTab()) === '');
    });

    it('is not confused by an answer that gets lost', async () => {
      loseAnswers(1);
      await press('Digit3');
      await trouble(/Pas de réponse/);
      assert.equal(await level('101'), '3', 'it had arrived');
      await press('ArrowUp', 'Digit4');
      await levelIs('101', '4');
      await allSaved();
      assert.equal(await page.locator('[data-settle]').isVisible(), false);
    });

    it('asks to keep the page open where a frame has no storage', async () => {
      await context.addInitScript(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('blocked'); } })",
      );
      await page.reload();
      await context.setOffline(true);
      await press('Digit3');
      await trouble(/Vos saisies \(1\) sont gardées tant que cette page reste ouverte/);
      await context.setOffline(false);
      await levelIs('101', '3');
    });

    it('lets a stroke that the server cannot take hold no other up', async () => {
      await page.route('**/class/table/strokes', (route) =>
        route.request().postData()?.includes('102')
          ? route.fulfill({ status: 400, json: { error: 'BAD_REQUEST', message: 'Pas celle-ci.' } })
          : route.continue(),
      );
      await press('Digit3', 'Digit2', 'Digit1');
      await levelIs('101', '3');
      await levelIs('103', '1');
      const refused = page.locator('[data-settle]');
      await refused.getByText('Pas celle-ci.').waitFor();
      assert.match((await refused.textContent()) ?? '', /Nom 02 Alix.*2 insuffisamment maîtrisé/s);
      assert.equal(await cell('102').textContent(), '', 'it does not look saved');
      await refused.getByRole('button', { name: "J'ai compris" }).click();
      assert.equal(await keptInTab(), '');
    });

    /** The module has come, or comes no more. */
    const asked = (module: string) =>
      eventually(`${module} to be asked for`, () =>
        page.evaluate(
          (name) =>
            performance
              .getEntriesByType('resource')
              .some((one) => one.name.endsWith(name) && (one as PerformanceResourceTiming).responseEnd > 0),
          module,
        ),
      );

    it('fills and settles without it, for all that needs has come by then', async () => {
      for (const module of ['filling.js', 'unsettled.js', 'beside.js']) await asked(module);
      await context.setOffline(true);
      await press('r', '3', 'Enter');
      await trouble(/\(36\)/);
      await context.setOffline(false);
      await levelIs('136', '3');
    });

    /** The page, opened again, and its dialog on its way until it is released. */
    async function holdFilling(): Promise<() => void> {
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/matrix/filling.js', async (route) => {
        await released;
        await route.continue();
      });
      await page.reload();
      return release;
    }

    it('gives the dialog the keys that were pressed while it was on its way', async () => {
      const release = await holdFilling();
      await press('Digit4', 'ArrowUp', 'r', '3', 'Enter', 'Digit1');
      await levelIs('101', '4');
      assert.equal(await page.getByRole('dialog').isVisible(), false);
      release();
      await levelIs('136', '3');
      assert.equal(await level('101'), '4', 'no key went to the table');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.equal(await focused(), '101 0');
    });

    it('fills a row with keys pressed before there was a dialog', async () => {
      const release = await holdFilling();
      await press('r', 'ArrowDown', '2', 'Enter');
      release();
      await levelIs('101', '2', SECOND);
      assert.equal(await level('102'), undefined);
    });

    it('leaves a dialog open at the first key that it cannot do by itself', async () => {
      const release = await holdFilling();
      await press('r', 'Tab', '3', 'Enter');
      release();
      await page.getByRole('dialog').waitFor();
      assert.equal(await page.locator('.filling [name="level"]:checked').count(), 0);
      assert.equal(await found('101'), undefined);
    });

    it('says so where the dialog does not come, and opens it later', async () => {
      await page.route('**/matrix/filling.js', (route) => route.abort());
      await page.reload();
      await press('r', '3');
      await trouble(/réessayez de remplir dans un instant/);
      assert.equal(await found('101'), undefined, 'the level was for the dialog');
      await page.unroute('**/matrix/filling.js');
      await press('r', '3', 'Enter');
      await levelIs('136', '3');
      await allSaved();
      assert.equal(await page.locator('[data-trouble]').textContent(), '');
    });

    it('sends again what it cannot settle yet', async () => {
      await page.route('**/matrix/unsettled.js', (route) => route.abort());
      await page.reload();
      await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
      const theirs = await open('colleague');
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await press('Digit4');
      await trouble(/Pas de réponse/);
      assert.match(await keptInTab(), /"101"/);
      await page.unroute('**/matrix/unsettled.js');
      await page.locator('[data-settle]').getByText('Marc Delmas').waitFor();
      assert.equal(await level('101'), '2');
    });

    it('leaves for no other page before all is saved', async () => {
      await context.setOffline(true);
      await press('Digit3');
      await page.getByRole('link', { name: 'La classe' }).click();
      await trouble(/Pas de réponse/);
      assert.match(page.url(), /class\/table$/);
      await context.setOffline(false);
      await levelIs('101', '3');
      await page.getByRole('link', { name: 'La classe' }).click();
      await page.waitForURL(/\/class$/);
    });

    it('keeps strokes until the activity is opened again, when the session has ended', async () => {
      pages.now = new Date(pages.now.getTime() + 9 * 3600 * 1000);
      await press('Digit3');
      await trouble(/session est terminée\. Vos saisies \(1\) sont gardées dans cet onglet/);
      await pages.visitor({ id: 'session-2' });
      await page.goto(`${url}/s/session-2/class`);
      await page.getByRole('link', { name: 'Ouvrir le tableau pour les enregistrer' }).click();
      await levelIs('101', '3');
      await allSaved();
      await page.getByRole('link', { name: 'La classe' }).click();
      assert.equal(await page.locator('[data-waiting]').isVisible(), false);
    });
  });

  describe('with a colleague at work', () => {
    let theirs: Page;

    beforeEach(async () => {
      await pages.visitor({ id: 'colleague', user: { sub: '8', name: 'Marc Delmas' } });
      theirs = await open('colleague');
    });

    const settle = () => page.locator('[data-settle]');

    it('lets both work on one learner, in different cells', async () => {
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await press('ArrowRight', 'Digit4');
      await levelIs('101', '4', SECOND);
      await eventually('their level to be shown', async () => (await cell('101').textContent()) === '2');
      assert.equal(await level('101'), '2');
      assert.equal(await settle().isVisible(), false);
    });

    it('sees what they set meanwhile, once it is looked at again', async () => {
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await page.clock.install();
      await page.clock.fastForward(20_000);
      await press('ArrowDown');
      await eventually('their level to be shown', async () => (await cell('101').textContent()) === '2');
      await press('ArrowUp', 'Digit4');
      await levelIs('101', '4');
      assert.equal(await settle().isVisible(), false, 'it was seen before it was changed');
    });

    it('shows both values of one cell; mine is kept when I say so', async () => {
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await press('Digit4');
      await settle().getByText('Marc Delmas').waitFor();
      assert.match(
        (await settle().textContent()) ?? '',
        /Nom 01 Alix.*2 · insuffisamment maîtrisé.*4 · bien maîtrisé/s,
      );
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await level('101'), '2');
      assert.equal(
        await cell('101')
          .getAttribute('class')
          .then((names) => names?.includes('is-unsettled')),
        true,
      );
      await settle()
        .getByRole('button', { name: /Garder le vôtre/ })
        .click();
      await levelIs('101', '4');
      assert.equal(await settle().isVisible(), false);
    });

    it('keeps theirs when I say so', async () => {
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await press('Digit4');
      await settle()
        .getByRole('button', { name: /Garder celui-ci/ })
        .click();
      await eventually('the cell to show it', async () => (await cell('101').textContent()) === '2');
      assert.equal(await level('101'), '2');
      assert.equal(await keptInTab(), '');
      assert.equal(await settle().isVisible(), false);
    });

    it('still has both to settle after a reload', async () => {
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await press('Digit4');
      await settle().getByText('Marc Delmas').waitFor();
      await page.reload();
      await settle().getByText('Marc Delmas').waitFor();
      assert.equal(await level('101'), '2');
      await settle()
        .getByRole('button', { name: /Garder le vôtre/ })
        .click();
      await levelIs('101', '4');
    });

    it('undoes nothing that they changed since', async () => {
      await press('Digit4');
      await allSaved();
      await theirs.reload();
      await theirs.keyboard.press('Control+Home');
      await theirs.keyboard.press('Digit2');
      await levelIs('101', '2');
      await press('Control+Home', 'ArrowRight', 'Digit1');
      await eventually('their level to be shown', async () => (await cell('101').textContent()) === '2');
      await press('Control+z', 'Control+z');
      await said(/Cette case a changé depuis/);
      await levelIs('101', '', SECOND);
      assert.equal(await level('101'), '2');
    });

    it('tells a stroke on what they closed, and makes the row readable only', async () => {
      await press('Digit3');
      await allSaved();
      const open101 = (await found('101')) as Evaluation;
      const by = { sub: '8', name: 'Marc Delmas' };
      await pages.services.evaluations.save({ ...open101, closing: { at: pages.now, by, hash: 'h' } });
      await press('ArrowUp', 'Digit4', 'Digit2');
      await levelIs('102', '2');
      await settle()
        .getByText(/close par Marc Delmas/)
        .waitFor();
      assert.equal(await level('101'), '3');
      assert.equal(await cell('101').textContent(), '3');
      await settle().getByRole('button', { name: "J'ai compris" }).click();
      assert.equal(await keptInTab(), '');
      await press('Control+Home', 'Digit4');
      await said(/Close par Marc Delmas/);
    });

    it('stops on a grid that is no longer the activity’s, with everything saved that has a place', async () => {
      await pages.services.activities.beginApplication({
        ...welcomeActivity,
        gridVersionId: 'grid-1@2',
        grid: { ...welcomeGrid, criteria: welcomeGrid.criteria.slice(0, 1) },
        pastGrids: [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: pages.now }],
        application: { id: 'a', from: 'grid-1@1', by: { sub: '8' }, at: pages.now, republished: [] },
      });
      await press('Digit3', 'ArrowUp', 'ArrowRight', 'Digit4');
      await trouble(/La grille de l'activité a changé/);
      await levelIs('101', '3');
      await settle()
        .getByText(/n'a plus cet attendu/)
        .waitFor();
      assert.equal(await page.locator('[data-scroll]').evaluate((part: HTMLElement) => part.inert), true);
      await page.reload();
      assert.equal(await page.locator('th[data-criterion]').count(), 1);
      assert.equal(await cell('101').textContent(), '3');
    });
  });

  describe('on a phone, one criterion at a time', () => {
    let phone: Page;
    let phoneContext: BrowserContext;

    beforeEach(async () => {
      phoneContext = await newContext({
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
      });
      phone = await open('session-1', 'class/table', phoneContext);
    });
    async function openFirst(): Promise<void> {
      await phone.getByRole('link', { name: /Continuer/ }).tap();
      await phone.locator('[data-with-script]').waitFor();
    }
    const tap = (sub: string, value: string) =>
      phone.locator(`label:has([name="set.${sub}"][value="${value}"])`).tap();

    it('leads from the list of criteria to the class under one, and saves each touch', async () => {
      assert.equal(await phone.locator('[data-matrix]').isVisible(), false);
      await openFirst();
      await tap('101', 'present 3');
      await tap('102', 'absent');
      await levelIs('101', '3');
      await presenceIs('102', 'absent');
      assert.equal(await phone.locator('strong[data-progress]').textContent(), '1 / 35 évalués');
      await phone.getByRole('button', { name: 'Annuler' }).tap();
      await presenceIs('102', 'present');
      await phone.getByRole('link', { name: 'Attendu suivant', exact: true }).tap();
      await phone.waitForURL(/C1\.1-2$/);
    });

    it('saves what was touched before its script came', async () => {
      let letIn = (): void => {};
      const late = new Promise<void>((resolve) => (letIn = resolve));
      await phone.route('**/matrix/criterion.js*', async (route) => {
        await late;
        await route.continue();
      });
      await phone.getByRole('link', { name: /Continuer/ }).tap({ noWaitAfter: true });
      await tap('101', 'present 3');
      letIn();
      await levelIs('101', '3');
    });

    it('gives the whole class one level, judged learners apart, and undoes it as one', async () => {
      await openFirst();
      await tap('101', 'present 1');
      await phone.getByText('Toute la classe au même niveau').tap();
      await phone.locator('label:has([name="fill"][value="3"])').tap();
      await phone.getByRole('button', { name: /Remplir les/ }).tap();
      await levelIs('136', '3');
      assert.equal(await level('101'), '1');
      await phone.getByRole('button', { name: 'Annuler' }).tap();
      await levelIs('136', '');
    });

    it('keeps what is touched without network', async () => {
      await openFirst();
      await phoneContext.setOffline(true);
      await tap('101', 'present 3');
      await phone
        .locator('[data-trouble]')
        .filter({ hasText: /Pas de réponse/ })
        .waitFor();
      await phoneContext.setOffline(false);
      await levelIs('101', '3');
    });

    it('shows both values where a colleague was first', async () => {
      await openFirst();
      await press('Digit2');
      await levelIs('101', '2');
      await tap('101', 'present 4');
      const panel = phone.locator('[data-settle]');
      await panel.getByText(/L'autre fenêtre/).waitFor();
      assert.deepEqual(await axeFindings(phone), []);
      await panel.getByRole('button', { name: /Garder celui-ci/ }).tap();
      assert.equal(await phone.locator('[name="set.101"]:checked').inputValue(), 'present 2');
      assert.equal(await level('101'), '2');
    });
  });

  it('is a form that saves where there is no script', async () => {
    const table = await open('session-1', 'class/table', await newContext({ javaScriptEnabled: false }));
    await table.getByText(/Sans JavaScript, ce tableau se lit/).waitFor();
    await table.locator('a[href="table/criteria/C1.1-1"]').first().click();
    await table.locator('label:has([name="set.101"][value="present 4"])').click();
    await table.getByRole('button', { name: 'Enregistrer et attendu suivant' }).click();
    await table.waitForURL(/C1\.1-2/);
    assert.equal(await level('101'), '4');
  });
});
