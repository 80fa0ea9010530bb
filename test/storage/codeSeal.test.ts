import assert from 'node:assert/strict';
import { createCodeSeal } from '../../src/storage/codeSeal.js';

const seal = createCodeSeal('the secret of the tests, of 32 bytes');
const link = { id: 'link-1', codeHash: seal.hash('482913', 'link-1') };

describe('createCodeSeal', () => {
  it('knows the code that it sealed, and no other', () => {
    assert.equal(seal.matches('482913', link), true);
    for (const code of ['482914', '', '482913 ', '4829130']) assert.equal(seal.matches(code, link), false);
  });

  it('seals one code differently for each link', () => {
    assert.notEqual(seal.hash('482913', 'link-2'), link.codeHash);
    assert.equal(seal.matches('482913', { ...link, id: 'link-2' }), false);
  });

  it('is of no use without the secret', () => {
    const other = createCodeSeal('another secret of the tests, 32 bytes');
    assert.equal(other.matches('482913', link), false);
  });

  it('still knows codes of the secret that it replaced', () => {
    const rotated = createCodeSeal(
      'another secret of the tests, 32 bytes',
      'the secret of the tests, of 32 bytes',
    );
    assert.equal(rotated.matches('482913', link), true);
    assert.equal(rotated.matches('482914', link), false);
    assert.notEqual(rotated.hash('482913', 'link-1'), link.codeHash);
  });

  it('matches nothing where the hash is damaged', () => {
    assert.equal(seal.matches('482913', { ...link, codeHash: '' }), false);
    assert.equal(seal.matches('482913', { ...link, codeHash: link.codeHash.slice(2) }), false);
  });
});
