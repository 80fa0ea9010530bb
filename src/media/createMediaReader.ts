import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Media, MediaReader } from '../evaluation/evidence/mediaReader.js';
import { newImage, type NewImage } from './image.js';
import { foundType } from './mediaType.js';

/** Reads uploads from where they wait on this machine. */
export function createMediaReader(): MediaReader {
  return {
    async read({ path, bytes }) {
      if (bytes === 0) return { kind: 'refused', reason: 'empty' };
      const found = await foundType(path);
      if (found.kind === 'refused') return found;
      if (found.kind === 'kept') {
        const { type } = found;
        const media = { type, bytes, sha256: await sha256Of(path), read: () => createReadStream(path) };
        return { kind: 'media', media };
      }
      const image = await newImage(path, found.format);
      return 'refused' in image
        ? { kind: 'refused', reason: image.refused }
        : { kind: 'media', media: mediaOf(image) };
    },
  };
}

function mediaOf({ type, bytes, width, height, thumbnail }: NewImage): Media {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const read = async function* () {
    yield bytes;
  };
  return { type, bytes: bytes.length, sha256, read, image: { width, height, thumbnail } };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
