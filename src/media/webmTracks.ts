import type { FileBytes } from './fileBytes.js';
import type { Track } from './track.js';

/** Ids of EBML elements (RFC 8794, RFC 9559 §5.1). */
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;
const CODEC_ID = 0x86;
const CLUSTER = 0x1f43b675;

/** Tracks stand before the first cluster. */
const HEAD_BYTES = 256 * 1024;

interface Element {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** The tracks of a WebM file; none when its head does not tell. */
export async function webmTracks(bytes: FileBytes): Promise<readonly Track[]> {
  const head = await bytes.part(0, HEAD_BYTES);
  const segment = elementsIn(head, 0, head.length).find(({ id }) => id === SEGMENT);
  const parts = segment ? elementsIn(head, segment.start, segment.end) : [];
  const tracks = parts.find(({ id }) => id === TRACKS);
  if (!tracks) return [];
  return elementsIn(head, tracks.start, tracks.end)
    .filter(({ id }) => id === TRACK_ENTRY)
    .map(({ start, end }) => trackOf(head, elementsIn(head, start, end)));
}

function trackOf(head: Buffer, elements: readonly Element[]): Track {
  const type = elements.find(({ id }) => id === TRACK_TYPE);
  const codec = elements.find(({ id }) => id === CODEC_ID);
  const kind = type && head[type.end - 1];
  return {
    kind: kind === 2 ? 'audio' : kind === 1 ? 'video' : 'other',
    codec: codec ? head.toString('latin1', codec.start, codec.end) : '',
  };
}

function elementsIn(head: Buffer, start: number, end: number): readonly Element[] {
  const elements: Element[] = [];
  for (let offset = start; offset < end;) {
    const element = elementAt(head, offset, end);
    if (!element || element.id === CLUSTER) break;
    elements.push(element);
    offset = element.end;
  }
  return elements;
}

function elementAt(head: Buffer, offset: number, limit: number): Element | undefined {
  const idBytes = leadingLength(head[offset]);
  if (idBytes === 0 || idBytes > 4 || offset + idBytes >= limit) return undefined;
  const id = head.readUIntBE(offset, idBytes);
  const sizeAt = offset + idBytes;
  const sizeBytes = leadingLength(head[sizeAt]);
  if (sizeBytes === 0 || sizeAt + sizeBytes > limit) return undefined;
  const start = sizeAt + sizeBytes;
  const size = dataSize(head.subarray(sizeAt, start));
  // A live recording does not know how long it will be, and a segment goes on behind the head.
  return { id, start, end: Math.min(limit, start + size) };
}

/** Infinity for an unknown size: all ones. */
function dataSize(bytes: Buffer): number {
  const marker = 1 << (8 - bytes.length);
  const first = (bytes[0] ?? 0) & (marker - 1);
  const rest = [...bytes.subarray(1)];
  if (first === marker - 1 && rest.every((byte) => byte === 0xff)) return Number.POSITIVE_INFINITY;
  return rest.reduce((size, byte) => size * 256 + byte, first);
}

/** RFC 8794 §4: as many bytes as there are zeros before the first one, and one. */
const leadingLength = (byte: number | undefined) =>
  byte === undefined || byte === 0 ? 0 : Math.clz32(byte) - 23;
