import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import sharp from 'sharp';
import { temporaryDirectory } from '../support/backends.js';
import { photo } from '../support/media/images.js';
import { wav } from '../support/media/sounds.js';
import { TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';
import { axeFindings, inspectPage } from './inspectPage.js';
import { schoolYear, startSchool, type School } from './school.js';
import { Visitor, WIDTHS, type VisitorOptions } from './visitor.js';

const CRITERION = 'C1.2-1';

/** Files as they lie on somebody's device. */
class Device {
  readonly #directory = temporaryDirectory();

  async file(name: string, content: Buffer | string | Promise<Buffer>): Promise<string> {
    const path = join(this.#directory, name);
    writeFileSync(path, await content);
    return path;
  }

  close(): void {
    rmSync(this.#directory, { recursive: true });
  }
}

/** A photo that weighs more than two megabytes. */
const heavyPhoto = () =>
  sharp({
    create: {
      width: 3600,
      height: 2400,
      channels: 3,
      background: '#789',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg({ quality: 90 })
    .toBuffer();

describe('evidence in a browser', () => {
  let app: TestApp;
  let school: School;
  const device = new Device();
  const visitors: Visitor[] = [];

  before(async () => {
    app = await startSchool('fr');
    school = await schoolYear(app);
  });
  after(async () => {
    device.close();
    await app.close();
    app.log.throwIfErrors();
  });
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await visitor.close();
  });

  async function visitorAs(userId: string, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await Visitor.open(app, options);
    visitors.push(visitor);
    await visitor.beUser(userId);
    return visitor;
  }

  async function grid(sub: string, options?: VisitorOptions): Promise<Page> {
    const visitor = await visitorAs(TEACHER, options);
    await visitor.launchInWindow(school.activity);
    return visitor.visit(`learners/${sub}`);
  }

  async function mine(sub: string, options?: VisitorOptions): Promise<Page> {
    return (await visitorAs(sub, options)).launchInWindow(school.activity);
  }

  const place = (on: Page | Frame, criterion = CRITERION) =>
    on.locator(`[data-evidence-compact="${criterion}"]`);
  const dialog = (on: Page | Frame) => on.locator('dialog.evidence-dialog[open]');
  const add = (on: Page | Frame) =>
    on.locator('form.add').getByRole('button', { name: 'Ajouter', exact: true });

  async function openDialog(on: Page | Frame, criterion = CRITERION): Promise<void> {
    await place(on, criterion).click();
    await dialog(on).locator('form.add').waitFor();
  }

  async function send(on: Page | Frame, file: string, title: string): Promise<void> {
    await on.locator('#evidence-file').setInputFiles(file);
    await on.locator('#evidence-item-title').fill(title);
    await add(on).click();
    await on.locator('.trace', { hasText: title }).waitFor();
  }

  it('is added on a criterion without leaving the grid, and told there', async () => {
    const page = await grid('8');
    await page.locator('#general-comment').fill('Écrit avant la photo.');
    const address = page.url();
    await openDialog(page);
    assert.equal(await page.locator('#evidence-criterion').inputValue(), CRITERION);
    await send(page, await device.file('comptoir.jpg', photo()), 'Posture au comptoir');
    await send(page, await device.file('voix.wav', wav(3)), 'Au téléphone');
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press('Escape');
    await place(page).getByText('2 traces').waitFor();
    assert.equal(await place(page).locator('img').count(), 1);
    assert.equal(
      await place(page).evaluate((link) => link === document.activeElement),
      true,
      'focus comes back',
    );
    assert.equal(page.url(), address);
    assert.equal(await page.locator('#general-comment').inputValue(), 'Écrit avant la photo.');
    await page
      .getByText(/^enregistré à/)
      .first()
      .waitFor();
  });

  it('plays a sound, and shows an image, under the page’s own policy', async () => {
    const page = await grid('8');
    await openDialog(page);
    const duration = await page.locator('audio').evaluate(
      (audio: HTMLAudioElement) =>
        new Promise<number>((resolve, reject) => {
          audio.addEventListener('loadedmetadata', () => resolve(audio.duration));
          audio.addEventListener('error', () => reject(new Error(audio.error?.message)));
          audio.preload = 'metadata';
          audio.load();
        }),
    );
    assert.equal(duration, 3);
    const image = page.locator('.trace__image');
    await image.waitFor();
    assert.equal(await image.evaluate((one: HTMLImageElement) => one.naturalWidth), 240);
    await page.locator('.trace__look').click();
    const large = dialog(page).locator('.evidence__large');
    await large.waitFor();
    assert.equal(
      await large.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalHeight)),
      800,
    );
    await dialog(page).getByRole('link', { name: 'Toutes les traces' }).click();
    await dialog(page).locator('form.add').waitFor();
  });

  it('is taken away and brought back by keyboard alone', async () => {
    const page = await grid('8');
    await place(page).focus();
    await page.keyboard.press('Enter');
    await dialog(page).locator('form.add').waitFor();
    const tabTo = async (name: RegExp, most = 25) => {
      for (let tabs = 0; tabs < most; tabs += 1) {
        const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
        if (name.test(focused)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`${String(name)} is not reached`);
    };
    await tabTo(/^Retirer.*Au téléphone/);
    await page.keyboard.press('Enter');
    await page.getByText('Trace retirée').waitFor();
    assert.equal(await page.locator('.trace').count(), 1);
    await tabTo(/^Annuler$/, 2);
    await page.keyboard.press('Enter');
    await page.getByText('La trace est revenue').waitFor();
    assert.equal(await page.locator('.trace').count(), 2);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    // The place is drawn anew before it has the focus back.
    await place(page).and(page.locator(':focus')).waitFor();
  });

  it('is kept in the form when the network is away, and goes when it is back', async () => {
    const page = await mine('9');
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    await dialog(page).locator('form.add').waitFor();
    await page.locator('#evidence-file').setInputFiles(await device.file('rapport.pdf', '%PDF-1.7\n%%EOF'));
    await page.locator('#evidence-item-title').fill('Mon rapport');
    await page.context().setOffline(true);
    await add(page).click();
    await page
      .getByText(
        /Pas de réponse du serveur\s: rien n'a été ajouté\. Ton fichier et ton texte sont toujours là/,
      )
      .waitFor();
    await page.context().setOffline(false);
    assert.equal(await page.locator('#evidence-item-title').inputValue(), 'Mon rapport');
    await add(page).click();
    await page.locator('.trace', { hasText: 'Mon rapport' }).waitFor();
  });

  it('says what is wrong with a file beside it, and keeps what was chosen and typed', async () => {
    const page = await mine('9');
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    await dialog(page).locator('form.add').waitFor();
    await page.locator('#evidence-item-title').fill('Un titre');
    await page
      .locator('#evidence-file')
      .setInputFiles(await device.file('devoir.pdf', '<script>alert(1)</script>'));
    await add(page).click();
    await page.locator('#evidence-file-problem', { hasText: "n'est ni un PDF" }).waitFor();
    const field = page.locator('#evidence-file');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.match((await field.getAttribute('aria-describedby')) ?? '', /evidence-file-problem/);
    assert.equal(await field.evaluate((input) => input === document.activeElement), true);
    assert.equal(await page.locator('#evidence-item-title').inputValue(), 'Un titre');
    assert.match(await field.inputValue(), /devoir\.pdf$/);
    assert.deepEqual(await axeFindings(page), []);
  });

  it('says that a file is too large before sending it', async () => {
    const page = await mine('9');
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    await dialog(page).locator('form.add').waitFor();
    let posts = 0;
    page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
    await page
      .locator('#evidence-file')
      .setInputFiles(await device.file('gros.pdf', Buffer.alloc(11 * 1024 * 1024)));
    await add(page).click();
    await page.getByText(/Ce fichier dépasse 10\sMo/).waitFor();
    assert.equal(posts, 0);
  });

  it('makes a heavy photo lighter before it leaves', async () => {
    const heavy = await heavyPhoto();
    assert.ok(heavy.length > 2_000_000);
    const page = await mine('10');
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    await dialog(page).locator('form.add').waitFor();
    const request = page.waitForRequest((one) => one.method() === 'POST');
    await send(page, await device.file('lourde.jpg', heavy), 'Photo lourde');
    const bytes = Number((await (await request).allHeaders())['content-length']);
    assert.ok(bytes > 0 && bytes < heavy.length * 0.8, `${bytes} of ${heavy.length}`);
    const { image } = await storedFile('10');
    assert.deepEqual([image?.width, image?.height], [2560, 1707]);
  });

  async function storedFile(sub: string) {
    const { services } = app;
    const [registration] = await services.registrar.list();
    const { courseId: contextId, toolId: deploymentId, id } = school.activity;
    const scope = { registrationId: registration?.id ?? '', deploymentId, contextId };
    const activity = await services.activities.findByLink(scope, id);
    const folder = await services.evidence.find(activity?.id ?? '', sub);
    const content = folder?.items.at(-1)?.content;
    assert.ok(content?.kind === 'file');
    return content.file;
  }

  it('shows its progress, goes on while the teacher judges, and can be stopped', async () => {
    const page = await grid('11');
    const file = await device.file('lente.pdf', '%PDF-1.7\n%%EOF');
    const held: (() => void)[] = [];
    await page.route('**/evidence*', async (route) => {
      if (route.request().method() === 'POST') await new Promise<void>((resolve) => held.push(resolve));
      // A request that was stopped can no longer go on.
      await route.continue().catch(() => undefined);
    });
    await openDialog(page);
    await page.locator('#evidence-file').setInputFiles(file);
    await add(page).click();
    await page.locator('[data-evidence-sending]').waitFor();
    await page.getByRole('button', { name: "Arrêter l'envoi" }).click();
    await page.getByText("Envoi arrêté. Rien n'a été ajouté.").waitFor();

    await add(page).click();
    await page.locator('[data-evidence-sending]').waitFor();
    await page.getByRole('button', { name: 'Fermer', exact: true }).click();
    const chip = page.locator('.evidence-chip');
    await chip.getByText(/^Trace en cours d'envoi/).waitFor();
    await page.locator('[data-criterion]').first().locator('label').nth(3).click();
    await page
      .getByText(/^enregistré à/)
      .first()
      .waitFor();
    for (const release of held) release();
    await place(page).getByText('1 trace').waitFor();
    assert.equal(await chip.count(), 0);
  });

  it('says that the session is over, and keeps the form', async () => {
    const page = await mine('12');
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    await dialog(page).locator('form.add').waitFor();
    await page.locator('[name=kind][value=text]').check();
    await page.locator('#evidence-text').fill('Écrit trop tard');
    app.clock.advance(9 * 3600);
    await add(page).click();
    await page.getByText(/Ta session est terminée\s: rien n'a été ajouté/).waitFor();
    assert.equal(await page.locator('#evidence-text').inputValue(), 'Écrit trop tard');
  });

  it('is added, taken away and brought back without JavaScript', async () => {
    const visitor = await visitorAs('13', { javaScript: false });
    // Without scripts nobody posts the launch: it is done elsewhere, and its session goes on here.
    const page = await visitor.goOnWith(await app.as('13').launch(school.activity));
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    await page.locator('#evidence-file').setInputFiles(await device.file('sans.jpg', photo()));
    await page.locator('#evidence-item-title').fill('Sans script');
    await add(page).click();
    await page.getByText('Trace ajoutée.').waitFor();
    await page.locator('[name=kind][value=link]').check();
    assert.equal(await page.locator('#evidence-file').isVisible(), false);
    await page.locator('#evidence-link').fill('www.onisep.fr');
    await add(page).click();
    await page.getByRole('link', { name: /Ouvrir le lien/ }).waitFor();
    await page.getByRole('button', { name: /Retirer Sans script/ }).click();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('La trace est revenue.').waitFor();
    await page.locator('.trace__look').click();
    await page.locator('.evidence__large').waitFor();
  });

  it('works in the LMS’s frame, its images and its downloads too', async () => {
    const visitor = await visitorAs(TEACHER);
    const frame = await visitor.launch(school.activity);
    await frame.getByRole('link', { name: 'Bézier Chloé' }).click();
    await frame.getByRole('heading', { name: 'Bézier Chloé' }).waitFor();
    await openDialog(frame);
    await send(frame, await device.file('cadre.jpg', photo()), 'Dans le cadre');
    const image = frame.locator('.trace__image');
    await image.waitFor();
    assert.ok(
      (await image.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))) > 0,
    );
    const download = visitor.page.waitForEvent('download');
    await frame.getByRole('link', { name: /Télécharger/ }).click();
    assert.equal((await download).suggestedFilename(), 'cadre.jpg');
    await frame.getByRole('button', { name: 'Fermer', exact: true }).click();
    await place(frame).getByText('1 trace').waitFor();
  });

  it('offers a telephone its camera and its microphone', async () => {
    const page = await mine('14', { width: 390 });
    await page.getByRole('link', { name: 'Ajouter une trace' }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Prendre une photo' }).click();
    const chooser = await choosing;
    assert.equal(await page.locator('#evidence-file').getAttribute('capture'), null);
    await chooser.setFiles(await device.file('IMG.jpg', photo()));
    await add(page).click();
    await page.locator('.trace', { hasText: 'IMG.jpg' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Enregistrer un son' }).isVisible(), true);
  });
});

for (const language of ['fr', 'en'] as const) {
  describe(`pages with evidence (${language})`, () => {
    let app: TestApp;
    let school: School;
    const device = new Device();
    const ADD = language === 'fr' ? 'Ajouter' : 'Add';

    before(async () => {
      app = await startSchool(language);
      school = await schoolYear(app);
    });
    after(async () => {
      device.close();
      await app.close();
      app.log.throwIfErrors();
    });

    for (const width of WIDTHS) {
      it(`hold at ${width} px`, async () => {
        const visitor = await Visitor.open(app, { width, language });
        const { page } = visitor;
        const inspect = (name: string) => inspectPage(page, `${language}-evidence-${name}`, width);
        const send = async (shown: string) => {
          await page.locator('form.add').getByRole('button', { name: ADD, exact: true }).click();
          await page.locator('.trace', { hasText: shown }).first().waitFor();
        };
        // Each width has a learner of its own.
        const sub = width === 390 ? school.draft : school.published;
        try {
          await visitor.beUser(TEACHER);
          await visitor.launchInWindow(school.activity);
          await visitor.visit(`learners/${sub}/evidence`);
          await inspect('empty');
          await page.locator('#evidence-criterion').selectOption(CRITERION);
          await page.locator('#evidence-item-title').fill('Posture au comptoir');
          await page.locator('#evidence-file').setInputFiles(await device.file('comptoir.jpg', photo()));
          await send('Posture au comptoir');
          await page.locator('#evidence-file').setInputFiles(await device.file('appel.wav', wav(3)));
          await send('appel.wav');
          await page
            .locator('#evidence-file')
            .setInputFiles(await device.file('rapport.pdf', '%PDF-1.7\n%%EOF'));
          await send('rapport.pdf');
          await page.locator('[name=kind][value=link]').check();
          await page
            .locator('#evidence-link')
            .fill('https://www.onisep.fr/ressources/univers-metier/un-titre-tres-long');
          await send('www.onisep.fr');
          await page.locator('[name=kind][value=text]').check();
          await page
            .locator('#evidence-text')
            .fill("A reformulé la demande, puis accompagné la visiteuse jusqu'au bureau.");
          await send('A reformulé');
          await page.locator('#evidence-file').setInputFiles(await device.file('devoir.docx', 'rien'));
          await page.locator('form.add').getByRole('button', { name: ADD, exact: true }).click();
          await page.locator('#evidence-file-problem').waitFor();
          await inspect('problem');
          await page.locator('form[data-evidence-change] button').first().click();
          await page.locator('[data-evidence-notice] form').waitFor();
          await inspect('removed');
          await page.locator('[data-evidence-notice] button').click();
          await page.locator('[data-evidence-notice]:not(:has(form))').waitFor();
          await page.locator('.trace__look').click();
          await page.locator('.evidence__large').waitFor();
          await inspect('item');
          await visitor.visit(`learners/${sub}`);
          await page.locator('.beside .compact__icon').first().waitFor();
          await inspect('grid');
          await page.locator(`[data-evidence-compact="${CRITERION}"]`).click();
          await page.locator('dialog[open] form.add').waitFor();
          await page.emulateMedia({ colorScheme: 'dark' });
          await inspect('dialog');
          await page.emulateMedia({ colorScheme: 'light' });

          await visitor.beUser(sub);
          await visitor.launchInWindow(school.activity);
          await page.locator('.mine a[href*="evidence-add"]').click();
          await page.locator('dialog[open] form.add').waitFor();
          await page.locator('#evidence-file').setInputFiles(await device.file('moi.jpg', photo()));
          await send('moi.jpg');
          await inspect('learner-dialog');
          await page.keyboard.press('Escape');
          await page.locator('.mine__item').first().waitFor();
          await inspect('learner');
          await visitor.beUser(TEACHER);
          await visitor.launchInWindow(school.activity);
          await page.locator('.row-evidence').first().waitFor();
          await inspect('class');
        } finally {
          await visitor.close();
        }
      });
    }
  });
}
