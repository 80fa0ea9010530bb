import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readToken, TOKEN_BYTES, writtenToken } from '../../../src/evaluation/tutor/linkToken.js';

const tokens = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES });

describe('writtenToken', () => {
  it('writes 128 bits in groups that can be typed', () => {
    assert.equal(writtenToken(new Uint8Array(16)), '00000-00000-00000-00000-000000');
    assert.equal(writtenToken(new Uint8Array(16).fill(255)), 'zzzzz-zzzzz-zzzzz-zzzzz-zzzzzw');
    assert.match(
      writtenToken(Uint8Array.from({ length: 16 }, (_, i) => i * 16 + i)),
      /^0.{4}(-.{5}){3}-.{6}$/,
    );
  });

  it('gives two secrets two tokens', () => {
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        assert.equal(writtenToken(a) === writtenToken(b), Buffer.compare(a, b) === 0);
      }),
    );
  });
});

describe('readToken', () => {
  it('reads what was written, in capitals, without dashes, with letters that look like digits', () => {
    fc.assert(
      fc.property(tokens, (bytes) => {
        const token = writtenToken(bytes);
        assert.equal(readToken(token), token);
        assert.equal(readToken(token.toUpperCase().replaceAll('-', '')), token);
        assert.equal(readToken(token.replaceAll('0', 'O').replaceAll('1', 'l')), token);
      }),
    );
  });

  for (const typed of [
    '',
    '00000',
    '00000-00000-00000-00000-00000-00',
    '00000-00000-00000-00000-00000-u',
    '00000-00000-00000-00000-00000-é',
    '../../../etc/passwd.............',
  ]) {
    it(`reads no token in « ${typed} »`, () => assert.equal(readToken(typed), undefined));
  }
});
