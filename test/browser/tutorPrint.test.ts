import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';
import sharp from 'sharp';
import type { GridCriterion } from '../../src/grid/grid.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { LearnerRig } from './learnerRig.js';

const pictures = fileURLToPath(new URL('screenshots/', import.meta.url));

/** Twelve criteria as long as official ones are, each with a descriptor for each level. */
const twelve: readonly GridCriterion[] = Array.from({ length: 12 }, (_, i) => ({
  id: `C${i + 1}`,
  text: `L'écoute, le questionnement, les échanges, les reformulations avec le visiteur sont efficaces (${i + 1})`,
  competencyCodes: ['1.3'],
  weightHundredths: 100,
  descriptors: {
    '1': "N'écoute pas, ne questionne pas",
    '2': 'Écoute, questionne peu',
    '3': 'Écoute et questionne à bon escient',
    '4': 'Écoute, questionne et reformule toujours',
  },
}));

/** A document of PDF says its pages one by one. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

describe('a tutor’s papers', () => {
  let rig: LearnerRig;
  let page: Page;

  const open = async (criteria: readonly GridCriterion[] = twelve, path = '/tutors/new') => {
    rig = await LearnerRig.open({ ...welcomeActivity, grid: { ...welcomeGrid, criteria } });
    page = await rig.visit(path, { id: 'session-1' });
  };
  afterEach(() => rig.close());

  const printed = async (name: string): Promise<Buffer> => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    writeFileSync(`${pictures}tutor-${name}.pdf`, pdf);
    return pdf;
  };

  it('are one page a learner with twelve criteria and their descriptors', async () => {
    await open();
    for (const box of await page.locator('[name=learner]').all()) await box.check();
    await page.locator('[value=sheet]').click();
    await page.locator('.workshop').first().waitFor();
    assert.equal(pagesOf(await printed('sheets')), 2);
  });

  it('are one page with twelve criteria and room for a remark on each', async () => {
    await open(twelve.map(({ descriptors: _none, ...criterion }) => criterion));
    await page.locator('[name=learner]').first().check();
    await page.locator('[value=sheet]').click();
    await page.locator('.workshop').waitFor();
    assert.equal(pagesOf(await printed('sheet-plain')), 1);
  });

  it('lose no criterion where there are more', async () => {
    await open([...twelve, ...twelve.map((one) => ({ ...one, id: `more-${one.id}` }))]);
    await page.locator('[name=learner]').first().check();
    await page.locator('[value=sheet]').click();
    await page.locator('.workshop').waitFor();
    assert.equal(await page.locator('.workshop tbody tr').count(), 24);
    assert.equal(pagesOf(await printed('sheet-long')), 2);
  });

  it('are one page for an invitation, whose QR code leads to the link and not to the code', async () => {
    await open();
    await page.locator('#tutor-name').fill('Marc Morel');
    await page.locator('[name=learner]').first().check();
    await page.locator('[value=invite]').click();
    const address = await page.locator('#address').inputValue();
    const code = ((await page.locator('.given__digits').textContent()) ?? '').replace(/\s/g, '');
    assert.match(address, /\/t\/[0-9a-z-]{30}$/);
    assert.equal(await decoded(page), address);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await decoded(page), address, 'in the dark');
    await page.emulateMedia({ colorScheme: 'light' });

    await page.locator('.given a.button--primary').click();
    await page.locator('.invitation').waitFor();
    assert.equal(await decoded(page), address, 'on paper');
    assert.ok(!address.includes(code));
    assert.equal(pagesOf(await printed('invitation')), 1);
  });
});

/** What a phone's camera reads of the page. */
async function decoded(page: Page): Promise<string> {
  const picture = await page.locator('.qr').screenshot();
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data });
}
