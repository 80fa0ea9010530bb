import { isScalar, type Scalar, type StoredDocument, type StoredValue } from './storedValue.js';

/** First byte of a key: BSON's order of types. Gaps let `tag + 1` end a type's span. */
const Tag = {
  emptyArray: 0x08,
  null: 0x0a,
  number: 0x10,
  string: 0x20,
  document: 0x30,
  array: 0x38,
  objectId: 0x50,
  boolean: 0x60,
  date: 0x70,
} as const;

const END = Buffer.from([0]);
const FIELD = Buffer.from([1]);

/** Sorts after every key, ascending or descending. */
export const AFTER_ALL_KEYS = Buffer.from([0xff]);

/**
 * Bytes whose order is the order of MongoDB's values (BSON comparison order). No key is the beginning of
 * another one, so the keys of a compound index are simply joined. Undefined stands for an empty array,
 * which MongoDB sorts before null.
 */
export function orderedKey(value: StoredValue | undefined): Buffer {
  if (value === undefined) return Buffer.from([Tag.emptyArray]);
  if (isScalar(value)) return scalarKey(value);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([Tag.array]), ...value.map(orderedKey), END]);
  return documentKey(value);
}

/** Beginning of every key whose value has the same type. */
export const typePrefix = (value: Scalar): Buffer => scalarKey(value).subarray(0, 1);

/** The same values in descending order. */
export function inverted(key: Buffer): Buffer {
  const copy = Buffer.from(key);
  for (let i = 0; i < copy.length; i++) copy[i] = ~copy[i]!;
  return copy;
}

/** The first bytes after every key that begins with `prefix`. */
export function successor(prefix: Buffer): Buffer {
  const copy = Buffer.from(prefix);
  for (let i = copy.length - 1; i >= 0; i--) {
    if (copy[i] === 0xff) continue;
    copy[i]!++;
    return copy.subarray(0, i + 1);
  }
  return AFTER_ALL_KEYS;
}

/** The ascending keys of the fields that one key of a compound index joins. */
export function fieldKeys(key: Uint8Array, directions: readonly (1 | -1)[]): readonly Buffer[] {
  const whole = Buffer.from(key.buffer, key.byteOffset, key.length);
  let start = 0;
  return directions.map((direction) => {
    const rest = whole.subarray(start);
    const ascending = direction === 1 ? rest : inverted(rest);
    const length = keyLength(ascending, 0);
    start += length;
    return ascending.subarray(0, length);
  });
}

/** Where the key that starts there ends. */
function keyLength(bytes: Buffer, start: number): number {
  switch (bytes[start]) {
    case Tag.number:
    case Tag.date:
      return start + 9;
    case Tag.boolean:
      return start + 2;
    case Tag.objectId:
      return start + 13;
    case Tag.string:
      return textEnd(bytes, start + 1);
    case Tag.document:
      return partsEnd(bytes, start + 1, (field) => keyLength(bytes, keyLength(bytes, field + 1)));
    case Tag.array:
      return partsEnd(bytes, start + 1, (element) => keyLength(bytes, element));
    default:
      return start + 1;
  }
}

function textEnd(bytes: Buffer, start: number): number {
  let nul = bytes.indexOf(0, start);
  while (bytes[nul + 1] !== 0) nul = bytes.indexOf(0, nul + 2);
  return nul + 2;
}

function partsEnd(bytes: Buffer, start: number, end: (part: number) => number): number {
  let next = start;
  while (bytes[next] !== 0) next = end(next);
  return next + 1;
}

export const sameValue = (a: StoredValue, b: StoredValue) => orderedKey(a).equals(orderedKey(b));

function scalarKey(value: Scalar): Buffer {
  if (value === null) return Buffer.from([Tag.null]);
  if (typeof value === 'string') return textKey(Tag.string, value);
  if (typeof value === 'number') return numberKey(Tag.number, value);
  if (typeof value === 'boolean') return Buffer.from([Tag.boolean, Number(value)]);
  if (value instanceof Date) return numberKey(Tag.date, value.getTime());
  return Buffer.concat([Buffer.from([Tag.objectId]), value.id]);
}

function numberKey(tag: number, value: number): Buffer {
  const key = Buffer.allocUnsafe(9);
  key[0] = tag;
  key.writeDoubleBE(value === 0 ? 0 : value, 1);
  // IEEE 754 orders as sign and magnitude: flip everything below zero, the sign alone above.
  if (key[1]! & 0x80) for (let i = 1; i < 9; i++) key[i] = ~key[i]!;
  else key[1]! |= 0x80;
  return key;
}

function textKey(tag: number, text: string): Buffer {
  if (text.includes('\0')) return escapedTextKey(tag, text);
  const length = Buffer.byteLength(text);
  const key = Buffer.allocUnsafe(length + 3);
  key[0] = tag;
  key.write(text, 1);
  key.writeUInt16BE(0, length + 1);
  return key;
}

/** NUL is written 00 FF so that 00 00 ends a text before every longer one. */
function escapedTextKey(tag: number, text: string): Buffer {
  const bytes = [...Buffer.from(text)].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte]));
  return Buffer.from([tag, ...bytes, 0, 0]);
}

function documentKey(document: StoredDocument): Buffer {
  const fields = Object.entries(document).flatMap(([name, value]) => [
    FIELD,
    textKey(Tag.string, name),
    orderedKey(value),
  ]);
  return Buffer.concat([Buffer.from([Tag.document]), ...fields, END]);
}
