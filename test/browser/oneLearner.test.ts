import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { Person, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { bareLink, startSchool } from './school.js';
import { Visitor } from './visitor.js';

/** Twelve attendus. */
const COMPETENCIES = ['1.2', '1.3', '1.4', '1.6'];
const CRITERIA = 12;

/** Pressed by a hand that does nothing else; counted. */
class Keyboard {
  strokes = 0;

  constructor(private readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.strokes += 1;
    await this.page.keyboard.press(key);
  }
}

describe('a whole learner by keyboard', () => {
  let app: TestApp;
  let visitor: Visitor;
  let page: Page;

  before(async () => {
    app = await startSchool('fr');
    const activity = bareLink(app, 'Douze attendus');
    const picker = await new Person(app, TEACHER).launch(activity);
    await picker.pressWith(/Utiliser cette grille/, (entries) => {
      for (const code of COMPETENCIES) entries.append('competencies', code);
    });
    visitor = await Visitor.open(app);
    await visitor.beUser(TEACHER);
    page = await visitor.launchInWindow(activity);
  });
  after(async () => {
    await visitor.close();
    await app.close();
    app.log.throwIfErrors();
  });

  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
  const title = () => page.locator('h1').innerText();
  const stored = async () => {
    const [sub = ''] = /[^/?]+(?=\?|$)/.exec(new URL(page.url()).pathname.split('/').at(-1) ?? '') ?? [];
    const [registration] = await app.services.registrar.list();
    const link = app.platform.state.activities.find((one) => one.title === 'Douze attendus');
    assert.ok(registration && link);
    const scope = { registrationId: registration.id, deploymentId: link.toolId, contextId: link.courseId };
    const activity = await app.services.stores.activities.findByLink(scope, link.id);
    return activity && app.services.stores.evaluations.find(activity.id, sub);
  };

  it('takes a digit an attendu and one stroke more, and leads to the next learner’s first attendu', async () => {
    await page.getByRole('link', { name: /Évaluer le suivant/ }).press('Enter');
    await page.locator('form.grid').waitFor();
    assert.equal(await page.locator('[data-criterion]').count(), CRITERIA);
    const first = await title();
    const url = page.url();
    const begun = await focused();
    assert.match(begun, /^level\./, 'the first attendu has the focus');

    const keyboard = new Keyboard(page);
    for (let i = 0; i < CRITERIA; i += 1) await keyboard.press(`Digit${1 + (i % 4)}`);
    assert.equal(await page.locator('[data-criterion] input:checked').count(), CRITERIA);
    await keyboard.press('Control+Enter');
    await page.getByRole('status').filter({ hasText: 'est publiée' }).waitFor();

    assert.equal(keyboard.strokes, CRITERIA + 1);
    assert.notEqual(await title(), first);
    assert.equal(await focused(), begun);
    await page.goto(url);
    const evaluation = await stored();
    assert.equal(Object.keys(evaluation?.publication?.content.entries ?? {}).length, CRITERIA);
  });

  it('takes no longer for the next ones, one after the other', async function () {
    await page.getByRole('link', { name: 'La classe' }).click();
    await page.getByRole('link', { name: /Évaluer le suivant/ }).press('Enter');
    const keyboard = new Keyboard(page);
    const names = new Set<string>();
    const started = performance.now();
    for (let learner = 0; learner < 3; learner += 1) {
      await page.locator('[data-begin]').waitFor();
      const name = await title();
      names.add(name);
      for (let i = 0; i < CRITERIA; i += 1) await keyboard.press(`Digit${1 + ((i + learner) % 4)}`);
      await keyboard.press('Control+Enter');
      await eventually('the next learner', async () => (await title()) !== name);
    }
    this.test!.title += ` (${Math.round((performance.now() - started) / 3)} ms a learner)`;
    assert.equal(names.size, 3);
    assert.equal(keyboard.strokes, 3 * (CRITERIA + 1));
  });

  it('publishes nothing with Ctrl and Enter while the help of the keys is open', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    const name = await title();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await title(), name);
    assert.equal(await page.locator('[data-criterion] input:checked').count(), 0);
  });
});
