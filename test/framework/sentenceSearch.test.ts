import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findInSentence, isEmptyQuery, sentenceQuery } from '../../src/framework/sentenceSearch.js';

describe('sentenceQuery', () => {
  const cases = [
    { typed: 'Écoute  ACTIVE', words: ['ecoute', 'active'], codes: [] },
    { typed: "l’accueil, qu'il", words: ['accueil', 'il'], codes: [] },
    { typed: 'mise en œuvre', words: ['mise', 'en', 'oeuvre'], codes: [] },
    { typed: 'co-construire', words: ['co', 'construire'], codes: [] },
    { typed: 'C1.3-2', words: [], codes: ['1.3-2'] },
    { typed: 'réponse 1.4', words: ['reponse'], codes: ['1.4'] },
    { typed: 'Bloc 2 projet', words: ['projet'], codes: ['b2'] },
    { typed: 'U31', words: [], codes: ['u31'] },
    { typed: '1.3.b', words: [], codes: ['1.3.b'] },
    { typed: ' à « ! ', words: [], codes: [] },
    { typed: 'tension tension', words: ['tension'], codes: [] },
  ];

  for (const { typed, words, codes } of cases) {
    it(`reads “${typed}”`, () => assert.deepEqual(sentenceQuery(typed), { words, codes }));
  }

  it('is empty when only punctuation and single letters were typed', () => {
    assert.ok(isEmptyQuery(sentenceQuery(' à ? ')));
    assert.ok(!isEmptyQuery(sentenceQuery('1.1')));
  });
});

describe('findInSentence', () => {
  const sentence = {
    text: "Mettre en œuvre l'écoute, écouter à l'accueil",
    codes: ['B1', 'U31', '1.1', 'C1.1-2'],
  };
  const found = (typed: string) =>
    findInSentence(sentence, sentenceQuery(typed))?.map(({ start, end }) => sentence.text.slice(start, end));

  it('finds words whatever their accents and capitals', () => {
    assert.deepEqual(found('ECOUTE'), ['écoute', 'écoute']);
    assert.deepEqual(found('œuvre'), ['œuvre']);
    assert.deepEqual(found('OEUVRE'), ['œuvre']);
  });

  it('finds the beginning of words, not their middle', () => {
    assert.deepEqual(found('accu'), ['accu']);
    assert.equal(found('cueil'), undefined);
  });

  it('asks for all words', () => {
    assert.deepEqual(found('accueil mettre'), ['Mettre', 'accueil']);
    assert.equal(found('accueil téléphone'), undefined);
  });

  it('gives ranges without overlap', () => {
    assert.deepEqual(found('eco ecoute'), ['écoute', 'écoute']);
  });

  it('asks for the codes that the sentence stands under', () => {
    for (const code of ['B1', 'u31', '1.', '1.1', 'C1.1', 'C1.1-2']) assert.deepEqual(found(code), [], code);
    for (const code of ['B2', '1.2', 'C1.1-1', '1.1.a', 'U3']) assert.equal(found(code), undefined, code);
    assert.deepEqual(found('1.1 accueil'), ['accueil']);
  });

  it('does not take 1.10 for 1.1', () => {
    assert.equal(findInSentence({ text: 'x', codes: ['B1', '1.10'] }, sentenceQuery('1.1')), undefined);
  });

  it('gives ranges in order, inside the text and apart, for any text and any query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, typed) => {
        const ranges =
          findInSentence({ text, codes: [] }, sentenceQuery(`${typed} ${text.slice(0, 4)}`)) ?? [];
        let last = 0;
        for (const { start, end } of ranges) {
          assert.ok(start >= last && end > start && end <= text.length);
          last = end;
        }
      }),
    );
  });
});
