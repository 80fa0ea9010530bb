import * as fc from 'fast-check';
import { mongo } from 'mongoose';
import {
  isScalar,
  type Scalar,
  type StoredDocument,
  type StoredValue,
} from '../../src/storage/embedded/storedValue.js';

/** Few different values, so that random documents and filters often meet. */
export const scalars: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'a\0', 'é', 'z') },
  fc.constantFrom(null, true, false, 1.5, -0.5, 1e300, -Infinity),
  fc.constantFrom(-1, 0, 86_400_000).map((time) => new Date(time)),
  fc.constantFrom('0'.repeat(24), 'f'.repeat(24)).map((hex) => new mongo.ObjectId(hex)),
);

/** MongoDB's order of values of different types, as its manual lists them. */
export function compareValues(a: Scalar, b: Scalar): number {
  const byType = typeRank(a) - typeRank(b);
  if (byType !== 0 || a === null || b === null) return byType;
  if (a instanceof Date || typeof a === 'number' || typeof a === 'boolean') return Number(a) - Number(b) || 0;
  if (a instanceof mongo.ObjectId) return compareText(a.toHexString(), String(b));
  return compareText(a, String(b));
}

/**
 * MongoDB's order of documents under one path: an array counts as its smallest element when ascending and
 * its largest when descending, and a missing value as null. Written apart from what it checks.
 */
export function comparePlaces(a: StoredDocument, b: StoredDocument, path: string, direction: 1 | -1): number {
  const first = place(a, path, direction);
  const second = place(b, path, direction);
  if (first === EMPTY || second === EMPTY)
    return direction * (Number(second === EMPTY) - Number(first === EMPTY));
  return direction * compareValues(first, second);
}

const EMPTY = Symbol('empty array');

function place(document: StoredDocument, path: string, direction: 1 | -1): Scalar | typeof EMPTY {
  const values = leaves(document, path.split('.'));
  if (values.length === 0) return null;
  const ordered = values
    .filter((value) => value !== EMPTY)
    .toSorted((x, y) => direction * compareValues(x, y));
  const [first] = ordered;
  if (first === undefined) return EMPTY;
  return direction === 1 && values.includes(EMPTY) ? EMPTY : first;
}

function leaves(value: StoredValue | undefined, path: readonly string[]): (Scalar | typeof EMPTY)[] {
  const [field, ...rest] = path;
  if (Array.isArray(value)) {
    if (value.length === 0) return field === undefined ? [EMPTY] : [];
    return value.flatMap((element) =>
      field !== undefined && isScalar(element) ? [] : leaves(element, path),
    );
  }
  if (field === undefined) return isScalar(value) ? [value] : [null];
  if (value === undefined || isScalar(value)) return [null];
  return leaves(value[field], rest);
}

function typeRank(value: Scalar): number {
  if (value === null) return 0;
  if (typeof value === 'number') return 1;
  if (typeof value === 'string') return 2;
  if (value instanceof mongo.ObjectId) return 3;
  if (typeof value === 'boolean') return 4;
  return 5;
}

const compareText = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
