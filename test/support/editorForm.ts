import assert from 'node:assert/strict';
import { FormEntries } from './http/formEntries.js';
import { readPage } from './http/readPage.js';

/** What the grid editor's form would send as its page stands; names that occur several times hold a list. */
export function editorForm(html: string): Record<string, string | readonly string[]> {
  const form = readPage(html)
    .all('form')
    .find((one) => one.attributes.has('data-form'));
  assert.ok(form, 'the page holds no editor');
  const entries = new FormEntries(form).read();
  return Object.fromEntries(
    [...new Set(entries.keys())].map((name) => {
      const values = entries.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
