import assert from 'node:assert/strict';
import { frameworkAddress, parseFrameworkSearch } from '../../../src/web/framework/frameworkSearch.js';

describe('parseFrameworkSearch', () => {
  const cases: { name: string; query: unknown; search: object }[] = [
    {
      name: 'reads words and language',
      query: { q: ' mise  en œuvre ', lang: 'en' },
      search: { typed: 'mise en œuvre', lang: 'en' },
    },
    { name: 'takes an absent query for none', query: {}, search: { typed: '' } },
    {
      name: 'takes a repeated parameter for none',
      query: { q: ['a', 'b'], lang: ['fr', 'en'] },
      search: { typed: '' },
    },
    {
      name: 'takes an unknown language for none',
      query: { q: 'flux', lang: 'de' },
      search: { typed: 'flux' },
    },
    { name: 'cuts what is too long', query: { q: 'x'.repeat(5000) }, search: { typed: 'x'.repeat(100) } },
  ];

  for (const { name, query, search } of cases) {
    it(name, () => assert.deepEqual(parseFrameworkSearch(query), search));
  }
});

describe('frameworkAddress', () => {
  it('names only what is asked', () => {
    assert.equal(frameworkAddress({ typed: '' }), '/referentiel');
    assert.equal(
      frameworkAddress({ typed: 'œuvre & co', lang: 'en' }),
      '/referentiel?q=%C5%93uvre+%26+co&lang=en',
    );
  });
});
