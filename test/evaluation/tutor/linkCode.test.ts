import assert from 'node:assert/strict';
import { newCode, readCode, spokenCode } from '../../../src/evaluation/tutor/linkCode.js';

const bytesOf = (number: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
};

describe('newCode', () => {
  for (const [drawn, code] of [
    [0, '000000'],
    [42, '000042'],
    [999_999, '999999'],
    [1_000_000, '000000'],
    [4_293_999_999, '999999'],
  ] as const) {
    it(`makes ${code} of ${drawn}`, () =>
      assert.equal(
        newCode(() => bytesOf(drawn)),
        code,
      ));
  }

  it('draws again where some codes would be likelier than others', () => {
    const draws = [4_294_967_295, 4_294_000_000, 7];
    assert.equal(
      newCode(() => bytesOf(draws.shift() ?? 0)),
      '000007',
    );
    assert.deepEqual(draws, []);
  });
});

describe('readCode', () => {
  for (const typed of [
    '482913',
    '482 913',
    ' 482\u00a0913 ',
    '48-29-13',
    '482.913',
    '4 8 2 9 1 3',
    '482–913',
  ])
    it(`reads « ${typed} »`, () => assert.equal(readCode(typed), '482913'));

  for (const typed of ['', '48291', '4829134', 'abcdef', '482 91x', '４８２９１３', '$ne'])
    it(`reads no code in « ${typed} »`, () => assert.equal(readCode(typed), undefined));

  it('reads what is read out', () => assert.equal(readCode(spokenCode('482913')), '482913'));
});
