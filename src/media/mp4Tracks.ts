import type { FileBytes } from './fileBytes.js';
import type { Track } from './track.js';

/** ISO/IEC 14496-12 §4.2: size, four characters, and a longer size where that one is too small. */
const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/** Of ten minutes of sound: some ten thousand samples, a few bytes each. */
const LARGEST_MOOV = 4 * 1024 * 1024;

/** Boxes at the top of a file of the allowed size. */
const MOST_BOXES = 10_000;

interface Box {
  readonly type: string;
  /** Of what is in it. */
  readonly start: number;
  readonly end: number;
}

/** The tracks of an MP4, M4A or 3GP file (ISO/IEC 14496-12 §8.3); none when its header is missing or broken. */
export async function mp4Tracks(bytes: FileBytes): Promise<readonly Track[]> {
  let offset = 0;
  for (let boxes = 0; boxes < MOST_BOXES && offset + HEADER_BYTES <= bytes.size; boxes += 1) {
    const box = boxAt(await bytes.part(offset, LONG_HEADER_BYTES), 0, bytes.size - offset);
    if (!box) return [];
    const length = box.end - box.start;
    if (box.type === 'moov') {
      return length > LARGEST_MOOV ? [] : tracksOf(await bytes.part(offset + box.start, length));
    }
    offset += box.end;
  }
  return [];
}

function tracksOf(moov: Buffer): readonly Track[] {
  return boxesIn(moov, { start: 0, end: moov.length })
    .filter(({ type }) => type === 'trak')
    .map((trak) => trackOf(moov, trak));
}

function trackOf(moov: Buffer, trak: Box): Track {
  const handler = inside(moov, trak, ['mdia', 'hdlr']);
  const samples = inside(moov, trak, ['mdia', 'minf', 'stbl', 'stsd']);
  // After version, flags and one more word; of samples also after the first entry's size.
  const kind = handler && fourCharacters(moov, handler.start + 8);
  const codec = samples ? fourCharacters(moov, samples.start + 12) : '';
  return { kind: kind === 'soun' ? 'audio' : kind === 'vide' ? 'video' : 'other', codec };
}

function inside(moov: Buffer, box: Box, path: readonly string[]): Box | undefined {
  return path.reduce<Box | undefined>(
    (outer, type) => outer && boxesIn(moov, outer).find((inner) => inner.type === type),
    box,
  );
}

function boxesIn(buffer: Buffer, { start, end }: Pick<Box, 'start' | 'end'>): readonly Box[] {
  const boxes: Box[] = [];
  for (let offset = start; offset + HEADER_BYTES <= end;) {
    const box = boxAt(buffer.subarray(0, end), offset, end - offset);
    if (!box) break;
    boxes.push(box);
    offset = box.end;
  }
  return boxes;
}

/** @param room bytes that are left for the box; a size of 0 fills them. */
function boxAt(buffer: Buffer, offset: number, room: number): Box | undefined {
  if (offset + HEADER_BYTES > buffer.length) return undefined;
  const type = fourCharacters(buffer, offset + 4);
  const short = buffer.readUInt32BE(offset);
  const isLong = short === 1;
  if (isLong && offset + LONG_HEADER_BYTES > buffer.length) return undefined;
  const header = isLong ? LONG_HEADER_BYTES : HEADER_BYTES;
  const size = isLong ? Number(buffer.readBigUInt64BE(offset + HEADER_BYTES)) : short === 0 ? room : short;
  if (size < header || size > room) return undefined;
  return { type, start: offset + header, end: offset + size };
}

const fourCharacters = (buffer: Buffer, offset: number) => buffer.toString('latin1', offset, offset + 4);
