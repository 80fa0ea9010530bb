import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Media, MediaReading } from '../../src/evaluation/evidence/mediaReader.js';
import { createMediaReader } from '../../src/media/createMediaReader.js';
import { temporaryDirectory } from '../support/backends.js';
import { CAMERA, drawing, photo, vast } from '../support/media/images.js';
import { adts, id3, mp3, mp4, ogg, wav, webm } from '../support/media/sounds.js';

const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const utf16 = Buffer.from('\uFEFFbonjour à tous', 'utf16le');

describe('createMediaReader', () => {
  const reader = createMediaReader();
  const directory = temporaryDirectory();
  after(() => rmSync(directory, { recursive: true }));

  function read(content: Buffer | string, name = 'file'): Promise<MediaReading> {
    const file = path.join(directory, 'upload');
    writeFileSync(file, content);
    return reader.read({ path: file, name, bytes: Buffer.byteLength(content) });
  }

  async function media(content: Buffer): Promise<{ media: Media; kept: Buffer }> {
    const reading = await read(content);
    assert.equal(reading.kind, 'media', JSON.stringify(reading));
    const chunks: Uint8Array[] = [];
    for await (const chunk of reading.media.read()) chunks.push(chunk);
    return { media: reading.media, kept: Buffer.concat(chunks) };
  }

  describe('files that are kept as they are', () => {
    const kept: Readonly<Record<string, readonly [string, Buffer]>> = {
      PDF: ['application/pdf', pdf],
      MP3: ['audio/mpeg', mp3()],
      'MP3 behind a tag with a picture': ['audio/mpeg', mp3(5, id3(Buffer.alloc(3000, 7)))],
      'AAC in ADTS': ['audio/aac', adts()],
      'M4A of an iPhone': ['audio/mp4', mp4()],
      'a voice note called mp42': ['audio/mp4', mp4({ brand: 'mp42' })],
      'a voice note called 3gp4': ['audio/mp4', mp4({ brand: '3gp4', moovLast: false })],
      'Opus in Ogg': ['audio/ogg', ogg()],
      WAV: ['audio/wav', wav()],
      'sound of a browser in WebM': ['audio/webm', webm('audio')],
    };
    for (const [name, [type, content]] of Object.entries(kept)) {
      it(name, async () => {
        const { media: found, kept: bytes } = await media(content);
        assert.equal(found.type, type);
        assert.deepEqual(bytes, content);
        assert.equal(found.bytes, content.length);
        assert.equal(found.sha256, createHash('sha256').update(content).digest('hex'));
        assert.equal(found.image, undefined);
      });
    }
  });

  describe('files that are refused, with a reason', () => {
    const refused: Readonly<Record<string, readonly [string, Buffer | string]>> = {
      nothing: ['empty', ''],
      HTML: ['otherType', HTML],
      'HTML before a PDF': ['otherType', Buffer.concat([HTML, pdf])],
      SVG: ['otherType', SVG],
      'SVG with its XML head': ['otherType', `<?xml version="1.0"?>${SVG}`],
      'a script': ['otherType', '#!/bin/sh\nrm -rf ~\n'],
      'text in UTF-16, whose first bytes are those of MPEG sound': ['otherType', utf16],
      'HTML behind a tag of sound': ['otherType', Buffer.concat([id3(Buffer.alloc(10)), HTML])],
      'one frame of sound, then HTML': ['otherType', Buffer.concat([mp3(1), HTML])],
      'one frame of AAC, then HTML': ['otherType', Buffer.concat([adts(1), HTML])],
      'a ZIP archive': ['otherType', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
      'a program': ['otherType', Buffer.from('MZ\0\0'.padEnd(200, '\0'))],
      HEIC: ['heic', mp4({ brand: 'heic' })],
      HEIF: ['heic', mp4({ brand: 'mif1' })],
      video: [
        'video',
        mp4({
          brand: 'isom',
          tracks: [
            ['vide', 'avc1'],
            ['soun', 'mp4a'],
          ],
        }),
      ],
      'video of an iPhone': ['video', mp4({ brand: 'qt  ', tracks: [['vide', 'hvc1']] })],
      'video of a browser': ['video', webm('audio', 'video')],
      'sound of an old telephone': ['otherAudio', mp4({ brand: '3gp4', tracks: [['soun', 'samr']] })],
      AMR: ['otherAudio', Buffer.from('#!AMR\n'.padEnd(100, '\0'))],
      FLAC: ['otherAudio', Buffer.from('fLaC'.padEnd(100, '\0'))],
      Speex: ['otherAudio', ogg('Speex   ')],
      'MP4 without tracks': ['damaged', mp4({ tracks: [] })],
      'MP4 cut off': ['damaged', mp4().subarray(0, 1500)],
      'WebM without tracks': ['damaged', webm()],
      'an old Word file': ['document', Buffer.from('d0cf11e0a1b11ae1'.padEnd(2000, '0'), 'hex')],
      RTF: ['document', String.raw`{\rtf1 bonjour}`],
    };
    for (const [name, [reason, content]] of Object.entries(refused)) {
      it(`${name}: ${reason}`, async () => {
        assert.deepEqual(await read(content, 'photo.jpg'), { kind: 'refused', reason });
      });
    }

    for (const format of ['gif', 'tiff', 'avif'] as const) {
      it(`${format}: otherImage`, async () => {
        assert.deepEqual(await read(await drawing(format)), { kind: 'refused', reason: 'otherImage' });
      });
    }
  });

  describe('images', () => {
    it('lose what the camera wrote, its place above all', async () => {
      const taken = await photo();
      assert.ok(taken.includes(CAMERA));
      assert.ok((await sharp(taken).metadata()).exif);
      const { media: found, kept } = await media(taken);
      assert.equal(kept.includes(CAMERA), false);
      const { exif, xmp, iptc, icc, orientation } = await sharp(kept).metadata();
      assert.deepEqual(
        [exif, xmp, iptc, icc, orientation],
        [undefined, undefined, undefined, undefined, undefined],
      );
      assert.equal(Buffer.from(found.image!.thumbnail).includes(CAMERA), false);
      assert.equal((await sharp(found.image!.thumbnail).metadata()).exif, undefined);
    });

    it('stand upright', async () => {
      const { media: found } = await media(await photo({ width: 800, height: 600, orientation: 6 }));
      assert.deepEqual([found.image?.width, found.image?.height], [600, 800]);
    });

    it('are no longer than a page shows, and have a small one', async () => {
      const { media: found, kept } = await media(await photo({ width: 4000, height: 3000, orientation: 1 }));
      assert.deepEqual([found.image?.width, found.image?.height], [2560, 1920]);
      const small = await sharp(found.image!.thumbnail).metadata();
      assert.deepEqual([small.format, small.width, small.height], ['jpeg', 320, 240]);
      assert.equal(kept.length, found.bytes);
    });

    it('are never made larger', async () => {
      const { media: found } = await media(await drawing('png', 40));
      assert.deepEqual([found.type, found.image?.width], ['image/png', 40]);
    });

    it('keep their transparency as PNG', async () => {
      for (const format of ['png', 'webp'] as const) {
        const { media: found, kept } = await media(await drawing(format));
        assert.equal(found.type, 'image/png');
        assert.equal((await sharp(kept).metadata()).hasAlpha, true);
      }
    });

    it('lose what was hidden behind them', async () => {
      const { kept } = await media(Buffer.concat([await photo(), HTML]));
      assert.equal(kept.includes('<script>'), false);
    });

    it('are refused when they are cut off', async () => {
      const taken = await photo({ width: 1600, height: 1200 });
      assert.deepEqual(await read(taken.subarray(0, taken.length / 2)), {
        kind: 'refused',
        reason: 'damaged',
      });
    });

    it('are refused when there is nothing but their first bytes', async () => {
      const taken = await photo();
      assert.deepEqual(await read(taken.subarray(0, 20)), { kind: 'refused', reason: 'damaged' });
    });

    it('are refused before they are decoded when they would fill the memory', async function () {
      this.timeout(20_000);
      const bomb = await vast(20_000, 20_000);
      assert.ok(bomb.length < 2_000_000, 'it weighs little');
      const before = process.memoryUsage.rss();
      assert.deepEqual(await read(bomb), { kind: 'refused', reason: 'tooManyPixels' });
      assert.ok(process.memoryUsage.rss() - before < 100_000_000);
    });

    it('are taken up to forty million pixels', async function () {
      this.timeout(20_000);
      assert.equal((await media(await vast(8000, 5000))).media.image?.width, 2560);
      assert.deepEqual(await read(await vast(8001, 5000)), { kind: 'refused', reason: 'tooManyPixels' });
    });
  });
});
