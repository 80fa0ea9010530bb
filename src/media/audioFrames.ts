import type { FileBytes } from './fileBytes.js';

/** What stands between a tag and the first frame: padding, or a picture that is larger than it says. */
const SEARCHED_BYTES = 64 * 1024;

/** Frames that must follow each other before we believe a header of two bytes. */
const FRAMES = 3;

/** Length of the frame that begins here, in bytes; undefined when none does. */
type FrameLength = (head: Buffer, offset: number) => number | undefined;

/** Whether a file holds MPEG audio of layer III behind its tag, if it has one. */
export const holdsMp3 = (bytes: FileBytes) => holdsFrames(bytes, mp3FrameLength);

/** Whether a file holds AAC in ADTS frames. */
export const holdsAdts = (bytes: FileBytes) => holdsFrames(bytes, adtsFrameLength);

/**
 * The first bits of a frame are so few that text in UTF-16 has them too: only frames that follow each other are
 * sound.
 */
async function holdsFrames(bytes: FileBytes, lengthAt: FrameLength): Promise<boolean> {
  const head = await bytes.part(await tagLength(bytes), SEARCHED_BYTES);
  for (let offset = 0; offset < head.length; offset += 1) {
    if (followEachOther(head, offset, lengthAt)) return true;
  }
  return false;
}

function followEachOther(head: Buffer, from: number, lengthAt: FrameLength): boolean {
  let offset = from;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const length = lengthAt(head, offset);
    if (length === undefined) return false;
    offset += length;
  }
  return true;
}

/** ID3v2 §3.1: ten bytes, and as many as four of seven bits say. */
async function tagLength(bytes: FileBytes): Promise<number> {
  const head = await bytes.part(0, 10);
  if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return 0;
  return 10 + [6, 7, 8, 9].reduce((size, place) => size * 128 + ((head[place] ?? 0) & 0x7f), 0);
}

/** Kilobits a second, by the index in a header: MPEG-1 and MPEG-2, layer III (ISO/IEC 11172-3 §2.4.2.3). */
const BITRATES = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000];
const MPEG_1 = 3;
const MPEG_2 = 2;
const MPEG_2_5 = 0;
const LAYER_3 = 1;

function mp3FrameLength(head: Buffer, offset: number): number | undefined {
  if (offset + 4 > head.length) return undefined;
  const [sync = 0, second = 0, third = 0] = head.subarray(offset, offset + 3);
  const version = (second >> 3) & 3;
  const rateIndex = (third >> 2) & 3;
  const isFrame =
    sync === 0xff && second >> 5 === 7 && ((second >> 1) & 3) === LAYER_3 && version !== 1 && rateIndex !== 3;
  if (!isFrame) return undefined;
  const kilobits = BITRATES[version === MPEG_1 ? 1 : 2][third >> 4];
  if (!kilobits) return undefined;
  const slower = { [MPEG_1]: 1, [MPEG_2]: 2, [MPEG_2_5]: 4 }[version] ?? 1;
  const rate = (SAMPLE_RATES[rateIndex] ?? 0) / slower;
  return Math.floor(((version === MPEG_1 ? 144 : 72) * kilobits * 1000) / rate) + ((third >> 1) & 1);
}

/** ISO/IEC 13818-7 §6.2: sync, layer 0, and the frame's length in thirteen bits. */
function adtsFrameLength(head: Buffer, offset: number): number | undefined {
  if (offset + 7 > head.length) return undefined;
  if (head[offset] !== 0xff || ((head[offset + 1] ?? 0) & 0xf6) !== 0xf0) return undefined;
  const length = (head.readUIntBE(offset + 3, 3) >> 5) & 0x1fff;
  return length >= 7 ? length : undefined;
}
