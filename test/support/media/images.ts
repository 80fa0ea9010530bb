import sharp from 'sharp';

/** What a telephone writes into a photo: itself, and where it was. */
export const CAMERA = 'Fairphone-of-the-tests';
const EXIF = {
  IFD0: { Make: CAMERA, Model: CAMERA },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '48/1 51/1 30/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '2/1 21/1 3/1',
  },
};

interface PhotoOptions {
  readonly width?: number;
  readonly height?: number;
  /** EXIF: 6 is a telephone held upright. */
  readonly orientation?: number;
}

/** A photo as it comes from a telephone, its place in it. */
export const photo = ({ width = 800, height = 600, orientation = 6 }: PhotoOptions = {}): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#3a7d44' } })
    .jpeg()
    .withMetadata({ orientation })
    .withExifMerge(EXIF)
    .toBuffer();

type Format = 'png' | 'webp' | 'gif' | 'tiff' | 'avif';

/** A small square in another format, half transparent. */
export const drawing = (format: Format, side = 40): Promise<Buffer> =>
  sharp({
    create: { width: side, height: side, channels: 4, background: { r: 30, g: 90, b: 200, alpha: 0.5 } },
  })
    .toFormat(format)
    .toBuffer();

/** A plain image of so many pixels, that weighs little. */
export const vast = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false })
    .png({ compressionLevel: 9 })
    .toBuffer();
