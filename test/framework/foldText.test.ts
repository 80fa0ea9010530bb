import assert from 'node:assert/strict';
import { foldText } from '../../src/framework/foldText.js';

describe('foldText', () => {
  it('leaves out accents, capitals, ligatures and the shape of apostrophes', () => {
    assert.equal(foldText('Mise en Œuvre À L’ACCUEIL, déçu').folded, "mise en oeuvre a l'accueil, decu");
  });

  it('says where each character comes from', () => {
    const { folded, origins } = foldText('œil');
    assert.equal(folded, 'oeil');
    assert.deepEqual(origins, [0, 0, 1, 2, 3]);
  });

  it('takes an accent that stands as a character of its own with its letter', () => {
    const { folded, origins } = foldText('e\u0301t');
    assert.equal(folded, 'et');
    assert.deepEqual(origins, [0, 2, 3]);
  });
});
