import assert from 'node:assert/strict';
import { withDe } from '../../src/web/elision.js';
import { createTranslations } from '../../src/web/i18n.js';

describe('withDe', () => {
  const names: Readonly<Record<string, string>> = {
    'Bézier Chloé': 'de Bézier Chloé',
    'Aydın Çağla': "d'Aydın Çağla",
    'Île-Bertrand Marie-Élise': "d'Île-Bertrand Marie-Élise",
    "O'Connor Jean-Baptiste": "d'O'Connor Jean-Baptiste",
    'Élève 1e34': "d'Élève 1e34",
    'Yvon Anne': "d'Yvon Anne",
    'Yıldız Mehmet': 'de Yıldız Mehmet',
    'Haddad Nour': 'de Haddad Nour',
    '李 丽': 'de 李 丽',
    'بن عمر': 'de بن عمر',
  };
  for (const [name, expected] of Object.entries(names)) {
    it(`gives « ${expected} »`, () => {
      assert.equal(withDe(name), expected);
    });
  }

  it('serves sentences, and leaves English alone', () => {
    const translations = createTranslations(new URL('../../config/locales/', import.meta.url), assert.fail);
    const done = (locale: 'fr' | 'en') =>
      translations(locale)('evaluation:done.published', { name: 'Aydın' });
    assert.equal(done('fr'), "L'évaluation d'Aydın est publiée.");
    assert.match(done('en'), /Aydın/);
    assert.doesNotMatch(done('en'), /d'Aydın/);
  });
});
