import assert from 'node:assert/strict';
import { readFramework } from '../../../src/frameworkFile.js';
import { readScales } from '../../../src/scalesFile.js';
import { emptyFields, type AttachFields } from '../../../src/web/attach/attachForm.js';
import { previewOf } from '../../../src/web/attach/previewPage.js';
import { createTranslations, type Locale } from '../../../src/web/i18n.js';

const root = new URL('../../../', import.meta.url);
const framework = readFramework(new URL('config/frameworks/metiers-accueil.json', root));
const scales = readScales(new URL('config/scales.json', root));
const translations = createTranslations(new URL('config/locales/', root), assert.fail);

function preview(change: Partial<AttachFields>, locale: Locale = 'fr') {
  const fields = { ...emptyFields(''), chosen: new Set(['C1.1-1', 'C1.1-2', 'C1.6-1']), ...change };
  return previewOf({ framework, scales }, fields, { t: translations(locale), locale });
}

describe('previewOf', () => {
  it('tells the rule of the mark in one sentence', () => {
    const rule = (change: Partial<AttachFields>, locale?: Locale) => preview(change, locale)?.rules.join(' ');
    assert.equal(
      rule({}),
      'Note sur 20, arrondie au demi-point le plus proche. Un attendu non évalué ne compte pas.',
    );
    assert.match(rule({ step: '100', direction: 'up' }) ?? '', /arrondie au point supérieur\./);
    assert.match(rule({ maximum: '12,5' }, 'en') ?? '', /out of 12\.5, rounded to the nearest half\./);
    assert.match(rule({ purpose: 'certificative' }) ?? '', /sans note/);
  });

  it('gives each competency one heading and each criterion its part', () => {
    const rows = preview({ weights: new Map([['C1.1-1', '2']]) })?.rows ?? [];
    assert.deepEqual(
      rows.map(({ heading, weight, percent }) => [heading.slice(0, 3), weight, percent]),
      [
        ['1.1', '2', 50],
        ['', '1', 25],
        ['1.6', '1', 25],
      ],
    );
  });

  it('is none while the choice is not complete', () => {
    assert.equal(preview({ chosen: new Set() }), undefined);
    assert.equal(preview({ maximum: 'vingt' }), undefined);
  });
});
