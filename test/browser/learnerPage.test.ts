import assert from 'node:assert/strict';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { fullEvaluation, fullSelfAssessment, receptionEvaluation } from '../support/reception.js';
import { axeFindings, inspectPage } from './inspectPage.js';
import { chloe, LearnerRig } from './learnerRig.js';

/** On paper there is nothing to touch. */
const CONTRAST: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };

describe('the learner’s page', () => {
  let rig: LearnerRig;
  let count = 0;

  before(async () => {
    rig = await LearnerRig.open();
    for (const { delivery: _none, ...published } of [receptionEvaluation, fullEvaluation]) {
      await rig.pages.store(published);
    }
    await rig.pages.services.selfAssessments.save(fullSelfAssessment);
  });
  after(() => rig.close());

  const open = (
    { width = 390, locale = 'fr', dark = false }: { width?: number; locale?: 'fr' | 'en'; dark?: boolean },
    changes: object = {},
  ): Promise<Page> => {
    count += 1;
    return rig.visit(
      '/mine',
      { id: `learner-${count}`, ...chloe, locale, ...changes },
      { viewport: { width, height: 800 }, colorScheme: dark ? 'dark' : 'light' },
    );
  };

  for (const width of [320, 390, 1280]) {
    for (const locale of ['fr', 'en'] as const) {
      it(`reads well at ${width} px (${locale})`, async () => {
        const page = await open({ width, locale });
        for (const unfold of await page.locator('details').all()) await unfold.locator('summary').click();
        await inspectPage(page, `${locale}-learner-page`, width);
      });
    }

    it(`reads well before publication at ${width} px`, async () => {
      const page = await open({ width }, { user: { sub: '23', name: 'Zoé Lefèvre' } });
      await inspectPage(page, 'fr-learner-before', width);
    });
  }

  it('is read in order by its headings: where I stand, what to work on, what is expected', async () => {
    const page = await open({ width: 390 });
    const headings = await page
      .locator(':is(h1, h2, h3, h4)')
      .evaluateAll((all) =>
        all.map((one) => `${one.tagName[1]} ${one.textContent?.trim().replace(/\s+/g, ' ')}`),
      );
    assert.deepEqual(headings.slice(0, 7), [
      '1 Accueil physique',
      '2 Où tu en es',
      '3 Commentaire du professeur',
      '2 À travailler maintenant',
      "2 Ce que l'on attend de toi",
      '3 1.2 Prendre contact avec le public',
      '4 Les caractéristiques du public sont repérées et permettent de situer le visiteur',
    ]);
    const levels = headings.map((one) => Number(one[0]));
    levels.forEach((level, i) =>
      assert.ok(level <= (levels[i - 1] ?? 0) + 1, `${headings[i]} skips a level`),
    );
  });

  it('says levels in words to those who do not see signs, and in signs to those who see no colour', async () => {
    const page = await open({ width: 390 });
    const row = page.locator('.standing__row', { hasText: '1.4' });
    assert.match(
      await row.ariaSnapshot(),
      /1 bien maîtrisé, 1 maîtrisé, 1 insuffisamment maîtrisé, 1 non évalué/,
    );
    const fills = await page
      .locator('.criterion .sign')
      .evaluateAll((signs) =>
        signs.map((sign) => getComputedStyle(sign).getPropertyValue('--filled').trim()),
      );
    assert.deepEqual([...new Set(fills)].toSorted(), ['0%', '100%', '25%', '75%']);
  });

  it('leads from what to work on to the criterion, by keyboard alone', async () => {
    const page = await open({ width: 390 });
    await page.getByRole('link', { name: /Tu écoutes le visiteur/ }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#attendu-C1-3-2:target').waitFor();
    await page.keyboard.press('Tab');
    assert.match(
      await page.evaluate(() => document.activeElement?.closest('li')?.id ?? ''),
      /^attendu-C1-3-2$/,
      'the focus goes on from there',
    );
    await page.keyboard.press('Enter');
    await page.getByText('Une question au moins, puis une reformulation').last().waitFor();
  });

  /** How many A4 sheets, and the page as it prints. */
  async function printed(page: Page): Promise<number | undefined> {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await page.emulateMedia({ media: 'print' });
    return pdf.match(/\/Type\s*\/Page\b/g)?.length;
  }

  it('prints a usual grid on one A4 sheet, with the name, the mark, each level and each comment', async () => {
    const page = await open({ width: 1280 });
    assert.equal(await printed(page), 1);
    assert.equal(await page.locator('.criterion__level:visible').count(), 12);
    for (const text of ['Chloé Bézier', '12,5 / 20', 'le plan des locaux', 'Non évalué cette fois']) {
      await page.getByText(new RegExp(text, 'i')).first().waitFor();
    }
    assert.deepEqual(await axeFindings(page, CONTRAST), []);
  });

  it('prints by a button, since a frame’s page cannot be printed by itself otherwise', async () => {
    const page = await open({ width: 1280 });
    await page.evaluate(() => {
      window.print = () => void (document.title = 'printed');
    });
    await page.getByRole('button', { name: 'Imprimer' }).click();
    assert.equal(await page.title(), 'printed');
  });

  it('prints a full one on one sheet too, in ink on paper, from a dark screen', async () => {
    const amadou = { user: { sub: '22', name: 'Amadou Diallo' } };
    const page = await open({ width: 1280, dark: true }, amadou);
    assert.equal(await page.locator('.own__gap:not(:empty)').count(), 11);
    assert.equal(await printed(page), 1);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(0, 0, 0)');
    assert.deepEqual(await axeFindings(page, CONTRAST), []);
  });
});
