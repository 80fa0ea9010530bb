import type { Filter } from './filter.js';
import type { Sort } from './sort.js';

/** What a query looks at. */
interface Looked {
  readonly filter: Pick<Filter, 'paths'>;
  readonly sort: Sort;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Fields that a query neither looks at nor gives, by a projection that leaves them out: a long history need not be
 * decoded for each line of a list.
 */
export function unreadFields(projection: unknown, { filter, sort }: Looked): ReadonlySet<string> {
  const leftOut = Object.entries((projection ?? {}) as object).flatMap(([path, value]) =>
    (value === 0 || value === false) && !path.includes('.') ? [path] : [],
  );
  if (leftOut.length === 0) return NONE;
  const looked = [...filter.paths, ...sort.map(({ path }) => path)].map((path) => path.split('.')[0]);
  // A logical operator may look at anything.
  if (looked.some((root) => root?.startsWith('$'))) return NONE;
  return new Set(leftOut.filter((field) => !looked.includes(field)));
}

/** Bytes of a value after its name, by the BSON type; undefined: they begin with their own length. */
const SIZES: Readonly<Record<number, number>> = {
  0x01: 8,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x12: 8,
};
/** Types whose length does not count itself, and those whose does. */
const STRING = 0x02;
const NESTED: ReadonlySet<number> = new Set([0x03, 0x04]);

/**
 * The bytes of a document without some of its fields; as they are where a value is of a type that we do not store.
 *
 * @see https://bsonspec.org/spec.html
 */
export function bytesWithout(bytes: Uint8Array, fields: ReadonlySet<string>): Uint8Array {
  if (fields.size === 0) return bytes;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Buffer[] = [];
  let from = 4;
  let at = 4;
  while (at < buffer.length - 1) {
    const nameEnd = buffer.indexOf(0, at + 1);
    const next = endOfValue(buffer, buffer[at] ?? 0, nameEnd + 1);
    if (nameEnd < 0 || next === undefined || next > buffer.length - 1) return bytes;
    if (fields.has(buffer.toString('latin1', at + 1, nameEnd))) {
      kept.push(buffer.subarray(from, at));
      from = next;
    }
    at = next;
  }
  if (kept.length === 0) return bytes;
  const length = Buffer.alloc(4);
  const result = Buffer.concat([length, ...kept, buffer.subarray(from)]);
  result.writeInt32LE(result.length);
  return result;
}

function endOfValue(buffer: Buffer, type: number, at: number): number | undefined {
  const size = SIZES[type];
  if (size !== undefined) return at + size;
  if (at + 4 > buffer.length) return undefined;
  if (type === STRING) return at + 4 + buffer.readInt32LE(at);
  return NESTED.has(type) ? at + buffer.readInt32LE(at) : undefined;
}
