import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createInstance } from 'i18next';
import { withDe } from '../../src/web/elision.js';
import { createTranslations, LOCALES } from '../../src/web/i18n.js';
import { temporaryDirectory } from '../support/backends.js';

const directory = new URL('../../config/locales/', import.meta.url);
type Messages = { readonly [key: string]: string | Messages };

const keysOf = (messages: Messages, prefix: string): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );

/** The words of one file, in both languages. */
function wordsWith(messages: Messages, onMissing: (key: string) => void = () => undefined) {
  const root = temporaryDirectory();
  for (const locale of LOCALES) {
    mkdirSync(`${root}/${locale}`);
    writeFileSync(`${root}/${locale}/page.json`, JSON.stringify(messages));
  }
  const translations = createTranslations(pathToFileURL(`${root}/`), onMissing);
  rmSync(root, { recursive: true });
  return translations('fr');
}

describe('createTranslations', () => {
  for (const locale of LOCALES) {
    it(`says every sentence as i18next does, with its facts (${locale})`, () => {
      const files = readdirSync(new URL(`${locale}/`, directory));
      const namespaces = Object.fromEntries(
        files.map((file) => [
          file.replace('.json', ''),
          JSON.parse(readFileSync(new URL(`${locale}/${file}`, directory), 'utf8')) as Messages,
        ]),
      );
      const plain = createInstance();
      void plain.init({
        lng: locale,
        resources: { [locale]: namespaces },
        initAsync: false,
        interpolation: { escapeValue: false },
      });
      plain.services.formatter?.add('de', withDe);
      const t = createTranslations(directory, () => undefined)(locale);
      const named = ['name', 'who', 'when', 'mark', 'maximum', 'title', 'n', 'most', 'platform', 'version'];
      const facts = Object.fromEntries(named.map((name) => [name, `« ${name} »`]));
      const keys = Object.entries(namespaces).flatMap(([file, messages]) => keysOf(messages, `${file}:`));
      assert.ok(keys.length > 500, `${keys.length} sentences`);
      for (const key of keys) {
        assert.equal(t(key, facts), plain.t(key, facts), key);
        const base = key.replace(/_(zero|one|many|other)$/, '');
        for (const count of [0, 1, 2]) assert.equal(t(base, { count }), plain.t(base, { count }), base);
      }
    });
  }

  it('fills in what was typed as it stands', () => {
    const t = wordsWith({ said: '{{who}} a dit : {{ what }}.', other: 'autre' });
    assert.equal(
      t('page:said', { who: '$&', what: '{{who}} $t(page:other) <b>' }),
      '$& a dit : {{who}} $t(page:other) <b>.',
    );
    assert.equal(t('page:said', { who: 0 }), '0 a dit : {{ what }}.');
  });

  it('tells of a sentence that a language lacks, with facts or without', () => {
    const missing: string[] = [];
    const t = wordsWith({ said: 'dit' }, (key) => missing.push(key));
    t('page:unsaid');
    t('page:unsaid2', { who: 'x' });
    assert.deepEqual(missing, ['page:unsaid', 'page:unsaid2']);
  });
});
