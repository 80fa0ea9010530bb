import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const directory = new URL('../config/locales/', import.meta.url);

type Messages = { readonly [key: string]: string | Messages };

const read = (locale: string, file: string) =>
  JSON.parse(readFileSync(new URL(`${locale}/${file}`, directory), 'utf8')) as Messages;

/** Keys without their plural endings, which differ from one language to another. */
function keys(messages: Messages, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`]
      : keys(value, `${prefix}${key}.`),
  );
}

const facts = (text: string) => [...text.matchAll(/{{(\w+)(?:, \w+)?}}/g)].map(([, name]) => name).sort();

function texts(messages: Messages, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : texts(value, `${prefix}${key}.`),
  );
}

describe('config/locales', () => {
  const files = readdirSync(new URL('fr/', directory));

  it('has the same files in both languages', () => {
    assert.deepEqual(readdirSync(new URL('en/', directory)), files);
  });

  for (const file of files) {
    it(`says the same things in both languages: ${file}`, () => {
      assert.deepEqual(
        [...new Set(keys(read('en', file)))].sort(),
        [...new Set(keys(read('fr', file)))].sort(),
      );
    });

    it(`names the same facts in both languages: ${file}`, () => {
      const french = new Map(texts(read('fr', file)));
      for (const [key, text] of texts(read('en', file))) {
        const other = french.get(key);
        if (other !== undefined) assert.deepEqual(facts(text), facts(other), key);
      }
    });
  }
});
