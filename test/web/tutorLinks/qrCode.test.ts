import assert from 'node:assert/strict';
import { decodeQR } from 'qr/decode.js';
import { qrCode, type QrCode } from '../../../src/web/tutorLinks/qrCode.js';

const ADDRESS = 'https://attendus.lycee-les-tilleuls.example/t/k7m29-xq4hd-0p9rt-3vwxy-abcdez';

/** Red, green and blue of 0, opaque: a pixel in the order of its bytes. */
const BLACK = 0xff000000;

/** What the path draws, eight points a module. */
function drawn({ viewBox, path }: QrCode) {
  const modules = Number(viewBox.split(' ')[2]);
  const width = modules * 8;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * 8; row < Number(y) * 8 + 8; row += 1) {
      const from = row * width + Number(x) * 8;
      new Uint32Array(data.buffer).fill(BLACK, from, from + Number(length) * 8);
    }
  }
  return { width, height: width, data };
}

describe('qrCode', () => {
  it('draws what a reader reads', () => assert.equal(decodeQR(drawn(qrCode(ADDRESS))), ADDRESS));

  it('leaves a quiet zone of four modules', () => {
    const { viewBox, path } = qrCode(ADDRESS);
    const size = Number(viewBox.split(' ')[2]);
    const places = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => ({
      left: Number(x),
      right: Number(x) + Number(length),
      top: Number(y),
    }));
    assert.equal(Math.min(...places.map(({ left }) => left)), 4);
    assert.equal(Math.max(...places.map(({ right }) => right)), size - 4);
    assert.equal(Math.min(...places.map(({ top }) => top)), 4);
  });
});
