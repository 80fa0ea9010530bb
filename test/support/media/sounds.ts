/** A second of silence, 8-bit PCM. */
export function wav(seconds = 1): Buffer {
  const rate = 8000;
  const data = Buffer.alloc(rate * seconds, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** Empty frames of MPEG-1 layer III: 128 kbit/s, 44.1 kHz, 417 bytes each. */
export function mp3(frames = 5, tag: Buffer = Buffer.alloc(0)): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9000);
  return Buffer.concat([tag, ...Array.from({ length: frames }, () => frame)]);
}

/** An ID3v2 tag around some bytes. */
export function id3(content: Buffer): Buffer {
  const head = Buffer.from('ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000', 'latin1');
  const size = content.length;
  [21, 14, 7, 0].forEach((shift, place) => head.writeUInt8((size >> shift) & 0x7f, 6 + place));
  return Buffer.concat([head, content]);
}

/** Empty AAC frames in ADTS: seven bytes of header and nine of nothing. */
export function adts(frames = 5): Buffer {
  const frame = Buffer.alloc(16);
  frame.set([0xff, 0xf1, 0x50, 0x80 | (16 >> 11), (16 >> 3) & 0xff, ((16 & 7) << 5) | 0x1f, 0xfc]);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

/** A first page of Ogg that announces Opus. */
export function ogg(codec: 'OpusHead' | 'Speex   ' = 'OpusHead'): Buffer {
  const head = Buffer.alloc(28);
  head.write('OggS', 0, 'latin1');
  head[5] = 2;
  head[26] = 1;
  head[27] = 19;
  const packet = Buffer.alloc(64);
  packet.write(codec, 0, 'latin1');
  return Buffer.concat([head, packet]);
}

function box(type: string, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat([...content]);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + inside.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

const words = (...parts: readonly string[]) => Buffer.from(parts.join(''), 'latin1');
const ZEROS = '\0\0\0\0';

const track = (handler: string, codec: string) =>
  box(
    'trak',
    box(
      'mdia',
      box('hdlr', words(ZEROS, ZEROS, handler, ZEROS)),
      box('minf', box('stbl', box('stsd', words(ZEROS, ZEROS, ZEROS, codec)))),
    ),
  );

export interface Mp4Options {
  /** Of the first box: `M4A ` of an iPhone, `mp42` or `3gp4` of other telephones. */
  readonly brand?: string;
  readonly tracks?: readonly (readonly [handler: string, codec: string])[];
  /** Behind the sound, as recorders write it; or before. */
  readonly moovLast?: boolean;
}

/** The boxes of a recording, without the recording. */
export function mp4({
  brand = 'M4A ',
  tracks = [['soun', 'mp4a']],
  moovLast = true,
}: Mp4Options = {}): Buffer {
  const moov = box('moov', ...tracks.map(([handler, codec]) => track(handler, codec)));
  const data = box('mdat', Buffer.alloc(2000));
  const first = box('ftyp', words(brand, ZEROS, brand));
  return Buffer.concat(moovLast ? [first, data, moov] : [first, moov, data]);
}

const element = (id: readonly number[], content: Buffer) =>
  Buffer.concat([Buffer.from([...id, 0x40 | (content.length >> 8), content.length & 0xff]), content]);

/** The head of a browser's recording: tracks of these types, before a cluster of no known end. */
export function webm(...types: readonly ('audio' | 'video')[]): Buffer {
  const tracks = types.map((type) =>
    element(
      [0xae],
      Buffer.concat([
        element([0x83], Buffer.from([type === 'audio' ? 2 : 1])),
        element([0x86], Buffer.from(type === 'audio' ? 'A_OPUS' : 'V_VP8')),
      ]),
    ),
  );
  const unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  return Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from('webm'))),
    Buffer.from([0x18, 0x53, 0x80, 0x67, ...unknown]),
    element([0x16, 0x54, 0xae, 0x6b], Buffer.concat(tracks)),
    Buffer.from([0x1f, 0x43, 0xb6, 0x75, ...unknown]),
    Buffer.alloc(200),
  ]);
}
