import type sharpModule from 'sharp';
import type { Sharp } from 'sharp';
import { MAXIMUM_PIXELS } from '../evaluation/evidence/evidence.js';
import { inTurn } from './inTurn.js';
import type { ImageFormat } from './mediaType.js';

/** Pixels of the longer side of what is kept: a page of handwriting stays readable. */
const LONGEST_SIDE = 2560;
const THUMBNAIL_SIDE = 320;
const JPEG_QUALITY = 82;
const THUMBNAIL_QUALITY = 70;
const LONGEST_SECONDS = 20;

/** Each holds some hundred megabytes at worst, and one of libuv's four threads. */
const IMAGES_AT_ONCE = 2;

export interface NewImage {
  readonly type: 'image/jpeg' | 'image/png';
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** JPEG. */
  readonly thumbnail: Buffer;
}

const decoding = inTurn(IMAGES_AT_ONCE);

/**
 * Decodes an image and encodes it again: upright, no larger than a page shows, and with nothing else of the file in
 * it: no place, device or date, no hidden second content.
 */
export function newImage(
  path: string,
  format: ImageFormat,
): Promise<NewImage | { readonly refused: 'damaged' | 'tooManyPixels' }> {
  return decoding(async () => {
    try {
      return await made(path, format);
    } catch (error) {
      if (isOurs(error)) throw error;
      return { refused: 'damaged' };
    }
  });
}

async function made(path: string, format: ImageFormat) {
  const sharp = await loadSharp();
  // Its head alone, which may say any size.
  const found = await sharp(path, { limitInputPixels: false }).metadata();
  if (found.format !== format) return { refused: 'damaged' as const };
  if (found.width * found.height > MAXIMUM_PIXELS) return { refused: 'tooManyPixels' as const };

  const source = sharp(path, { limitInputPixels: MAXIMUM_PIXELS, failOn: 'error' });
  const upright = within(source.autoOrient(), LONGEST_SIDE).timeout({ seconds: LONGEST_SECONDS });
  const isDrawn = format === 'png' || found.hasAlpha;
  const encoded = isDrawn ? upright.png() : upright.jpeg({ quality: JPEG_QUALITY });
  const { data: bytes, info } = await encoded.toBuffer({ resolveWithObject: true });
  const thumbnail = await within(sharp(bytes), THUMBNAIL_SIDE)
    .flatten({ background: '#fff' })
    .jpeg({ quality: THUMBNAIL_QUALITY })
    .toBuffer();
  const type = isDrawn ? ('image/png' as const) : ('image/jpeg' as const);
  return { type, bytes, width: info.width, height: info.height, thumbnail };
}

const within = (image: Sharp, side: number) =>
  image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });

/** What the machine lacks is no fault of the image. */
const isOurs = (error: unknown) =>
  error instanceof Error && ('code' in error || /out of memory|allocat/i.test(error.message));

let loaded: Promise<typeof sharpModule> | undefined;

/** Only when the first image comes: most starts never need it. No other decoder than the three can be reached. */
function loadSharp() {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
    });
    return sharp;
  });
  return loaded;
}
