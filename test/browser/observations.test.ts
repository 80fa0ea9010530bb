import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import type { CountingRule } from '../../src/evaluation/observation/observation.js';
import { publish } from '../../src/evaluation/publish.js';
import { eventually } from '../support/eventually.js';
import { teacher } from '../support/evaluations.js';
import { observedActivity, observedEvaluation } from '../support/observedReception.js';
import { inspectPage } from './inspectPage.js';
import { chloe, LearnerRig } from './learnerRig.js';
import { WIDTHS } from './visitor.js';

interface Look {
  readonly rule?: CountingRule;
  readonly width?: number;
  readonly locale?: 'fr' | 'en';
  readonly javaScript?: boolean;
  readonly as?: object;
}

const MARC = { user: { sub: '8', name: 'Marc Delmas' } };

describe('several observations of a learner', () => {
  const rigs: LearnerRig[] = [];
  let count = 0;

  afterEach(async () => {
    for (const rig of rigs.splice(0)) await rig.close();
  });

  /** An activity with one learner who was seen three times. */
  async function school(rule: CountingRule = 'byHand', published = false): Promise<LearnerRig> {
    const activity = observedActivity(rule);
    const rig = await LearnerRig.open(activity);
    rigs.push(rig);
    const outcome = publish(observedEvaluation(rule), activity, teacher, new Date('2040-01-15T10:00:00Z'));
    assert.equal(outcome.kind, 'published');
    const { delivery: _none, publication, ...draft } = outcome.evaluation;
    await rig.pages.store({ ...draft, ...(published && publication && { publication }) });
    return rig;
  }

  function open(rig: LearnerRig, path: string, look: Look = {}): Promise<Page> {
    const { width = 1280, locale = 'fr', javaScript = true, as } = look;
    count += 1;
    const phone = width < 500;
    return rig.visit(
      path,
      { id: `observing-${count}`, locale, ...as },
      {
        viewport: { width, height: phone ? 844 : 700 },
        javaScriptEnabled: javaScript,
        hasTouch: phone,
        isMobile: phone,
      },
    );
  }

  const stored = (rig: LearnerRig) => rig.pages.stored('21');
  const until = (rig: LearnerRig, holds: (evaluation: Evaluation) => boolean) =>
    eventually('it to be stored', async () => holds(await stored(rig)));
  const level = ({ content }: Evaluation, id: string) => content.entries[id]?.levelId;
  const segment = (page: Page, id: string, value: string) =>
    page.locator(`label:has([name="level.${id}"][value="${value}"])`);

  const PAGES: Readonly<Record<string, string>> = {
    grid: '/learners/21',
    edit: '/learners/21/observations/simulation',
    new: '/learners/21/observations/new',
    tutor: '/learners/21/observations/pfmp',
    counting: '/activity/counting',
    effect: '/activity/counting?rule=best',
    history: '/learners/21/history',
    class: '/class',
    settings: '/activity',
  };

  for (const width of WIDTHS) {
    for (const locale of ['fr', 'en'] as const) {
      it(`reads well on every page of a teacher at ${width} px (${locale})`, async () => {
        const rig = await school();
        for (const [name, path] of Object.entries(PAGES))
          await inspectPage(await open(rig, path, { width, locale }), `${locale}-observation-${name}`, width);
      });

      it(`reads well where a rule makes the levels, and why, at ${width} px (${locale})`, async () => {
        const page = await open(await school('mean'), '/learners/21', { width, locale });
        await page.locator('.observed__why summary').first().click();
        await inspectPage(page, `${locale}-observation-why`, width);
      });

      it(`reads well for its learner at ${width} px (${locale})`, async () => {
        const page = await open(await school('last', true), '/mine', { width, locale, as: chloe });
        await inspectPage(page, `${locale}-observation-learner`, width);
      });
    }
  }

  it('is written by keyboard alone, and saved as it is written', async () => {
    const rig = await school();
    const page = await open(rig, '/learners/21');
    await page.getByRole('link', { name: 'Nouvelle observation' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Nouvelle observation' }).waitFor();
    await page.getByRole('radio', { name: 'En classe' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-criterion] input').first().focus();
    for (const key of ['Digit4', 'n', 'Digit3', 'c']) await page.keyboard.press(key);
    await page.keyboard.type('Reformule bien');
    await page.keyboard.press('Escape');
    await until(rig, ({ observations = [] }) => observations[3]?.entries['C1.3-2']?.comment !== undefined);
    const written = (await stored(rig)).observations?.[3];
    assert.deepEqual(written?.entries, {
      'C1.2-1': { levelId: '4' },
      'C1.3-1': { levelId: '3' },
      'C1.3-2': { comment: 'Reformule bien' },
    });
    assert.equal(written.situation, 'pfmp');
    await page.locator('.saved', { hasText: 'enregistré à' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('button', { name: "Enregistrer l'observation" }).press('Enter');
    await page.getByText('4 observations').waitFor();
    assert.equal((await stored(rig)).observations?.length, 4);
  });

  it('loses nothing while the network is away, and is stored once when it is back', async () => {
    const rig = await school('last');
    const page = await open(rig, '/learners/21/observations/new');
    const context = page.context();
    await context.setOffline(true);
    await segment(page, 'C1.2-1', '1').click();
    await page.getByText(/pas de réponse du serveur/).waitFor();
    await page.getByLabel("Commentaire sur l'ensemble").fill('Pendant la panne');
    assert.equal((await stored(rig)).observations?.length, 3);
    await context.setOffline(false);
    await until(rig, ({ observations = [] }) => observations[3]?.comment === 'Pendant la panne');
    assert.equal((await stored(rig)).observations?.length, 4);
    assert.equal(level(await stored(rig), 'C1.2-1'), '1');
    await page.reload();
    assert.equal(await page.getByLabel("Commentaire sur l'ensemble").inputValue(), 'Pendant la panne');
    assert.match(
      await page.getByRole('heading', { level: 1 }).innerText(),
      /^Observation du 16 janvier, en classe/,
    );
  });

  it('brings back in a new launch what was typed into a new one after the session ended', async () => {
    const rig = await school();
    const page = await open(rig, '/learners/21/observations/new');
    rig.pages.now = new Date(rig.pages.now.getTime() + 9 * 3600 * 1000);
    await segment(page, 'C1.2-1', '1').click();
    await page.getByLabel("Commentaire sur l'ensemble").fill('Après la fin');
    await page.getByText(/votre session est terminée/).waitFor();
    await rig.pages.visitor({ id: 'again' });
    await page.goto(`${rig.url}/s/again/learners/21/observations/new`);
    await until(rig, ({ observations = [] }) => observations[3]?.comment === 'Après la fin');
    assert.equal((await stored(rig)).observations?.[3]?.entries['C1.2-1']?.levelId, '1');
    assert.equal(await page.getByLabel("Commentaire sur l'ensemble").inputValue(), 'Après la fin');
  });

  it('stores nothing of a page that was only opened', async () => {
    const rig = await school();
    const page = await open(rig, '/learners/21/observations/new');
    const title = page.getByLabel('Titre');
    await title.fill('Vu');
    const answered = page.waitForResponse(/\/draft$/);
    await title.fill('');
    await answered;
    await page.goBack().catch(() => undefined);
    assert.equal((await stored(rig)).observations?.length, 3);
  });

  it('shows both versions where two teachers write the same one, and keeps the one chosen', async () => {
    const rig = await school();
    const mine = await open(rig, PAGES['edit'] ?? '');
    const theirs = await open(rig, PAGES['edit'] ?? '', { as: MARC });
    await theirs.getByLabel("Commentaire sur l'ensemble").fill('Vu par Marc');
    await until(rig, ({ observations = [] }) => observations[1]?.comment === 'Vu par Marc');
    await mine.getByLabel("Commentaire sur l'ensemble").fill('Vu par Claire');
    await mine.getByText(/Marc Delmas a changé cette observation/).waitFor();
    await inspectPage(mine, 'fr-observation-conflict', 1280);
    assert.equal((await stored(rig)).observations?.[1]?.comment, 'Vu par Marc');
    await mine.getByRole('button', { name: 'Garder ma version' }).click();
    await mine.getByText(/est enregistrée/).waitFor();
    assert.equal((await stored(rig)).observations?.[1]?.comment, 'Vu par Claire');
  });

  it('gives a level to the grid with one click, in place, and says which', async () => {
    const rig = await school();
    const page = await open(rig, '/learners/21');
    const criterion = page.locator('[data-criterion]').first();
    await criterion.getByRole('button', { name: /Reprendre ce niveau : .*maîtrisé.*en simulation/ }).click();
    await until(rig, (evaluation) => level(evaluation, 'C1.2-1') === '3');
    await criterion.getByText('(niveau repris)').waitFor({ state: 'attached' });
    assert.match(page.url(), /\/learners\/21$/);
    await criterion.getByRole('button', { name: /en PFMP/ }).press('Enter');
    await until(rig, (evaluation) => level(evaluation, 'C1.2-1') === '4');
  });

  it('says that a level was chosen by hand as soon as it is, and follows the rule again when asked', async () => {
    const rig = await school('best');
    const page = await open(rig, '/learners/21');
    const criterion = page.locator('[data-criterion]').first();
    await segment(page, 'C1.2-1', '2').click();
    await criterion.getByText('La règle donnerait : bien maîtrisé').waitFor();
    await criterion.getByRole('button', { name: 'Suivre la règle' }).click();
    await until(rig, (evaluation) => level(evaluation, 'C1.2-1') === '4');
    await page.locator('[name="level.C1.2-1"][value="4"]:checked').waitFor({ state: 'attached' });
  });

  it('leaves unfolded what a teacher unfolded, while the grid is saved', async () => {
    const rig = await school('mean');
    const page = await open(rig, '/learners/21');
    const why = page.locator('.observed__why').first();
    await why.locator('summary').click();
    await page.getByLabel('Commentaire général').fill('Bien.');
    await until(rig, ({ content }) => content.comment === 'Bien.');
    await page.locator('.saved', { hasText: 'enregistré à' }).waitFor();
    assert.ok(await why.evaluate((one) => (one as HTMLDetailsElement).open));
  });

  it('works without scripts: written, taken up, removed and put back', async () => {
    const rig = await school();
    const page = await open(rig, '/learners/21', { javaScript: false });
    await page.getByRole('link', { name: 'Nouvelle observation' }).click();
    await segment(page, 'C1.2-1', '1').click();
    await page.getByRole('button', { name: "Enregistrer l'observation" }).click();
    await page.getByText('4 observations').waitFor();
    await page
      .getByRole('button', { name: /Reprendre ce niveau : .*non maîtrisé.*16 janvier/ })
      .first()
      .click();
    assert.equal(level(await stored(rig), 'C1.2-1'), '1');
    await page.getByRole('link', { name: '16 janvier, en classe' }).click();
    await page.getByRole('button', { name: 'Retirer cette observation' }).click();
    await page.getByText('3 observations').waitFor();
    await page.getByText('1 observation retirée').click();
    await page.getByRole('button', { name: /Remettre/ }).click();
    await page.getByText('4 observations').waitFor();
  });

  it('keeps what confirms a rule above the table of its effect, in a low frame', async () => {
    const page = await open(await school('byHand'), '/activity/counting?rule=best');
    const seen = async (height: number) => {
      await page.setViewportSize({ width: 969, height });
      return page.locator('.confirm button').evaluate((button) => {
        const { left, top } = button.getBoundingClientRect();
        const there = document.elementFromPoint(left + 20, top + 4);
        return there === null ? 'below the frame' : button.contains(there);
      });
    };
    const heights = Array.from({ length: 12 }, (_, place) => 327 + 15 * place);
    const all = [];
    for (const height of heights) all.push(await seen(height));
    assert.ok(all.includes(true));
    assert.ok(!all.includes(false), all.join());
  });

  it('fits into a course’s frame on a school’s screen', async () => {
    const rig = await school('last');
    const page = await open(rig, '/learners/21');
    await page.setViewportSize({ width: 1000, height: 600 });
    const top = await page.locator('[data-criterion] .segments').first().boundingBox();
    assert.ok(top && top.y < 600 - 120, `the first criterion begins at ${top?.y}`);
    await page.screenshot({ path: 'test/browser/screenshots/fr-observation-frame.png' });
  });
});
