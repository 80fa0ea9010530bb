import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Frame, Locator, Page } from 'playwright-core';
import type { ThirdPartyCookies } from '../support/http/cookieJar.js';
import { TestApp } from '../support/testApp.js';
import { axeFindings } from './inspectPage.js';
import { Visitor } from './visitor.js';

const GREETING = 'Les salutations sont adaptées';
const PUBLIC = 'Les caractéristiques du public sont repérées et permettent de situer le visiteur';

/** What people do between an LMS that never heard of the tool and a learner who reads a mark. */
class Journey {
  readonly page: Page;

  constructor(
    private readonly app: TestApp,
    private readonly visitor: Visitor,
    private readonly cookies: ThirdPartyCookies,
  ) {
    this.page = visitor.page;
  }

  async registerTool(): Promise<void> {
    const { page, visitor } = this;
    const { url } = await this.app.services.registrar.invite({ activates: true, hours: 1 });
    await visitor.enterAs('Dominique Admin');
    await page.getByRole('link', { name: 'Outils externes' }).click();
    await page.getByLabel('Adresse d’inscription donnée par l’outil').fill(url);
    await page.getByRole('button', { name: 'Inscrire', exact: true }).click();
    const frame = await visitor.frame();
    await frame.getByText('Attendus est relié à votre plateforme').waitFor();
    // The tool says that it is done, and the LMS closes its frame.
    await page.getByRole('button', { name: 'Activer Attendus' }).click();
    await page.getByText('actif').waitFor();
  }

  async addByChoosingContent(title: string): Promise<void> {
    const { page } = this;
    await page.getByRole('link', { name: 'Accueil – 1re MA' }).click();
    await page.getByRole('link', { name: 'Choisir le contenu – Attendus' }).click();
    const picker = await this.tool();
    await picker.getByPlaceholder(/Rechercher/).fill('1.2');
    await picker.getByLabel(PUBLIC, { exact: true }).check();
    await picker.getByLabel(GREETING, { exact: true }).check();
    await picker.getByText('2 attendus choisis').waitFor();
    await picker.getByLabel('Titre').fill(title);
    await picker.locator('[data-preview] table').waitFor();
    await picker.getByRole('button', { name: 'Ajouter au cours' }).click();
    // Also from a tab of its own: Moodle takes content from its dialog alone.
    await page.getByRole('link', { name: title, exact: true }).waitFor();
  }

  async addBareLink(title: string): Promise<void> {
    const { page } = this;
    await page.goto(`${this.app.platform.url}/cours/2`);
    await page.getByText('Ou placer un lien à la main').click();
    await page.getByLabel('Titre').fill(title);
    await page.getByRole('button', { name: 'Ajouter le lien' }).click();
    const picker = await this.open(title);
    await picker.locator('summary', { hasText: '1.2' }).click();
    await picker.getByLabel(GREETING, { exact: true }).check();
    await picker.getByRole('button', { name: 'Utiliser cette grille' }).click();
    await picker.getByRole('link', { name: /^Évaluer le suivant/ }).waitFor();
    assert.equal(await picker.locator('h1').textContent(), title);
  }

  /** A download from a frame carries the cookie that is partitioned to the platform's page. */
  async exportGrid(title: string): Promise<void> {
    const tool = await this.open(title);
    await tool.getByRole('link', { name: 'Bibliothèque de grilles' }).click();
    await tool.getByRole('link', { name: title, exact: true }).first().click();
    const started = ('context' in tool ? tool : this.page).waitForEvent('download');
    await tool.getByRole('link', { name: 'Tableur (CSV)' }).click();
    const file = await started;
    assert.equal(file.suggestedFilename(), `${title}.csv`);
    assert.match(await readFile(await file.path(), 'utf8'), new RegExp(`"# Titre";"${title}"`));
  }

  /** Levels by digits, the comment and the decision by Tab; nothing is clicked. */
  async evaluateByKeyboard(title: string): Promise<void> {
    const tool = await this.open(title);
    const { keyboard } = 'context' in tool ? tool : this.page;
    const tabTo = async (wanted: Locator, most: number) => {
      for (let tabs = 0; tabs < most && !(await hasFocus(wanted)); tabs += 1) await keyboard.press('Tab');
      assert.ok(await hasFocus(wanted), `${String(wanted)} is reached by ${most} tabs`);
      assert.ok(await showsFocus(wanted), `${String(wanted)} shows its focus`);
    };
    await tool.locator('main').focus();
    await tabTo(tool.getByRole('link', { name: 'Bézier Chloé' }), 16);
    await keyboard.press('Enter');
    await tool.getByRole('heading', { name: 'Bézier Chloé' }).waitFor();

    await tool.locator('main').focus();
    await tabTo(tool.getByRole('radio').nth(3), 12);
    await keyboard.press('4');
    await keyboard.press('3');
    await tool.locator('.decide__value', { hasText: '17,5' }).waitFor();
    await tool.getByText(/enregistré à/).waitFor();
    await tabTo(tool.getByLabel('Commentaire général'), 6);
    await keyboard.type('Un bel accueil.');
    await tabTo(tool.getByRole('button', { name: 'Publier', exact: true }), 10);
    await keyboard.press('Enter');
    await tool.getByText(/L'évaluation de .* est publiée/).waitFor();
    assert.deepEqual(await axeFindings(tool), []);
  }

  async readGradebook(): Promise<void> {
    const { page } = this;
    await this.app.delivered();
    await page.goto(`${this.app.platform.url}/cours/2/notes`);
    const row = page.getByRole('row', { name: /Chloé Bézier/ });
    assert.match((await row.textContent()) ?? '', /17,5\s+Un bel accueil\./);
  }

  async openFromGradebook(title: string): Promise<void> {
    await this.closeTabs();
    await this.page.getByRole('link', { name: `Analyse : Chloé Bézier, ${title}` }).click();
    const grid = await this.tool();
    await grid.getByRole('heading', { name: 'Bézier Chloé' }).waitFor();
  }

  async readAsLearner(title: string): Promise<void> {
    await this.visitor.enterAs('Chloé Bézier');
    const own = await this.open(title);
    await own.locator('.result__value', { hasText: '17,5 / 20' }).waitFor();
    await own.getByText('Un bel accueil.').waitFor();
    assert.equal(await own.locator('.bar__who').textContent(), 'Chloé Bézier (élève)');
    assert.deepEqual(await axeFindings(own), []);
  }

  async readAsAnotherLearner(title: string): Promise<void> {
    await this.visitor.enterAs('Amadou Diallo');
    const own = await this.open(title);
    await own.getByText("Ton professeur n'a pas encore publié ton évaluation").waitFor();
  }

  private async open(title: string): Promise<Frame | Page> {
    await this.closeTabs();
    await this.page.goto(`${this.app.platform.url}/cours/2`);
    await this.page.getByRole('link', { name: title, exact: true }).click();
    return this.tool();
  }

  /** Back to the LMS, as the page that offered the tab says. */
  private async closeTabs(): Promise<void> {
    for (const tab of this.visitor.context.pages()) if (tab !== this.page) await tab.close();
  }

  /** The tool in its frame, or in the new tab that it offers where the frame keeps no cookie. */
  private async tool(): Promise<Frame | Page> {
    const frame = await this.visitor.frame();
    await frame.waitForURL(/\/s\/|\/lti\/login\/check/);
    await frame.locator('h1').first().waitFor();
    if (this.cookies !== 'blocked') return frame;
    assert.deepEqual(await axeFindings(frame), []);
    const opened = this.visitor.context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Ouvrir dans un nouvel onglet' }).click();
    const tab = await opened;
    await tab.waitForURL(/\/s\//);
    return tab;
  }
}

const hasFocus = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** Something around the control changes when it has the focus: an outline, or a shadow on what stands for it. */
const showsFocus = (locator: Locator) =>
  locator.evaluate((element) => {
    const shown = [element, element.nextElementSibling, element.parentElement].filter((one) => one !== null);
    return shown.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    });
  });

describe('from registration to reading', function () {
  this.timeout(90_000);

  for (const cookies of ['allowed', 'partitioned', 'blocked'] as const) {
    it(`goes through with cookies in frames ${cookies}`, async () => {
      const app = await TestApp.start({ unregistered: true });
      const visitor = await Visitor.open(app, { cookies });
      const title = 'Accueillir un visiteur';
      try {
        const journey = new Journey(app, visitor, cookies);
        await journey.registerTool();
        await visitor.enterAs('Hélène Garnier-Roux');
        await journey.addByChoosingContent(title);
        await journey.addBareLink('Lien nu');
        await journey.exportGrid(title);
        await journey.evaluateByKeyboard(title);
        await journey.readGradebook();
        await journey.openFromGradebook(title);
        await journey.readAsLearner(title);
        await journey.readAsAnotherLearner(title);
      } finally {
        await visitor.close();
        await app.close();
      }
      app.log.throwIfErrors();
    });
  }
});
