import assert from 'node:assert/strict';
import { readFramework } from '../../../src/frameworkFile.js';
import { readScales } from '../../../src/scalesFile.js';
import { emptyFields, type AttachFields, type AttachProblem } from '../../../src/web/attach/attachForm.js';
import { attachPage } from '../../../src/web/attach/attachPage.js';
import { createTranslations } from '../../../src/web/i18n.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));
const scales = readScales(new URL('config/scales.json', root));

describe('attachPage', () => {
  const missing: string[] = [];
  const t = createTranslations(new URL('config/locales/', root), (key) => missing.push(key))('fr');

  const pageOf = (fields: Partial<AttachFields> = {}, problems: readonly AttachProblem[] = []) =>
    attachPage(
      {
        framework,
        offered: { presets: scales, own: [], shared: [] },
        readyGrids: [],
        fields: { ...emptyFields('Accueil'), ...fields },
        problems,
        deepLinking: false,
        unknownGrid: false,
      },
      { t, locale: 'fr' },
    );
  const competenciesOf = ({ blocks }: ReturnType<typeof pageOf>) =>
    blocks.flatMap(({ competencies }) => competencies);

  afterEach(() => assert.deepEqual(missing, []));

  it('offers all forty criteria of the three blocks, none chosen', () => {
    const page = pageOf();
    assert.deepEqual(
      page.blocks.map(({ code, chosen, total }) => [code, chosen, total]),
      [
        ['B1', 0, 18],
        ['B2', 0, 8],
        ['B3', 0, 14],
      ],
    );
    assert.equal(page.chosenCount, 0);
    assert.equal(page.preview, undefined);
  });

  it('opens the competencies that hold a choice, and counts it', () => {
    const page = pageOf({ chosen: new Set(['C1.3-2', 'C2.1-1']) });
    const open = competenciesOf(page).filter((competency) => competency.open);
    assert.deepEqual(
      open.map(({ code, chosen }) => [code, chosen]),
      [
        ['1.3', 1],
        ['2.1', 1],
      ],
    );
    assert.equal(page.preview?.rows.length, 2);
  });

  it('proposes the title of what is chosen', () => {
    assert.equal(pageOf().fields.proposedTitle, 'Titre des compétences choisies');
    const one = pageOf({ chosen: new Set(['C1.3-2']) });
    assert.equal(one.fields.proposedTitle, '1.3 Identifier la demande');
    const two = pageOf({ chosen: new Set(['C1.3-2', 'C1.4-1']) });
    assert.equal(two.fields.proposedTitle, 'Compétences 1.3, 1.4');
  });

  it('finds words without their accents, in sub-competencies too', () => {
    const page = pageOf({ q: 'ecoute' });
    const found = competenciesOf(page).filter((competency) => !competency.hidden);
    assert.ok(found.some(({ code }) => code === '1.3'));
    assert.ok(found.every(({ open }) => open));
    assert.match(page.searchResult, /^\d+ attendus trouvés$/);
    assert.ok(pageOf({ q: 'tensions conflit' }).blocks[0]?.found);
  });

  it('says that nothing was found, and hides no choice', () => {
    const page = pageOf({ q: 'zzz', chosen: new Set(['C1.3-2']) });
    assert.match(page.searchResult, /Aucun attendu trouvé/);
    const shown = competenciesOf(page).flatMap(({ criteria }) => criteria.filter(({ hidden }) => !hidden));
    assert.deepEqual(
      shown.map(({ code }) => code),
      ['C1.3-2'],
    );
  });

  it('leads from each problem to its field', () => {
    const page = pageOf({ chosen: new Set(['C1.3-2']) }, [
      { field: 'weight', code: 'C1.3-2' },
      { field: 'maximum' },
    ]);
    assert.deepEqual(
      page.problems.map(({ href }) => href),
      ['#weight-C1.3-2', '#maximum'],
    );
    const criterion = competenciesOf(page)
      .flatMap(({ criteria }) => criteria)
      .find(({ code }) => code === 'C1.3-2');
    assert.equal(criterion?.invalid, true);
  });

  it('shows what each weight is worth, and the rule of the mark', () => {
    const { preview } = pageOf({
      chosen: new Set(['C1.2-1', 'C1.2-2']),
      weights: new Map([['C1.2-1', '3']]),
    });
    assert.deepEqual(
      preview?.rows.map(({ percent, weight }) => [weight, percent]),
      [
        ['3', 75],
        ['1', 25],
      ],
    );
    assert.match(preview?.rules[0] ?? '', /^Note sur 20, arrondie au demi-point/);
  });
});
