import { directed, type IndexedField, type PassesKeys, type StoredRow } from './collectionIndex.js';
import { keyTest, type Condition } from './condition.js';
import type { Filter } from './filter.js';
import { keysBetween, keysUnder, type Interval, type KeyRange } from './keyRange.js';
import type { IndexSpec } from './indexSpec.js';
import { orderedKey } from './orderedKey.js';
import type { Scalar } from './storedValue.js';
import type { Sort } from './sort.js';

/** What a plan needs of an index, be it on `_id` or on paths. */
export interface Lookup {
  readonly spec: IndexSpec;
  readonly fields: readonly IndexedField[];
  readonly multikey: boolean;
  rows(range: KeyRange, backwards: boolean, passes?: PassesKeys): Iterable<StoredRow>;
  count(range: KeyRange): number;
}

/** How to read the documents that may meet a filter. */
export interface QueryPlan {
  readonly lookup: Lookup;
  /** Together they hold every document that meets the filter. */
  readonly ranges: readonly KeyRange[];
  /** What the ranges leave open and keys can tell. */
  readonly passes: PassesKeys | undefined;
  /** The filter narrows the ranges; otherwise they hold the whole index. */
  readonly narrowed: boolean;
  /** Rows of each range come in the wanted order. */
  readonly ordered: boolean;
  readonly backwards: boolean;
  /** Every row that is left meets the filter. */
  readonly exact: boolean;
}

/** More lookups than this cost more than testing documents does. */
const MOST_RANGES = 10_000;

/** The index that narrows a query most, then the one that orders it; undefined when none does either. */
export function queryPlan(lookups: readonly Lookup[], filter: Filter, sort: Sort): QueryPlan | undefined {
  let best: Use | undefined;
  for (const lookup of lookups) {
    const use = useOf(lookup, filter, sort);
    if (use && use.worth > (best?.worth ?? 0)) best = use;
  }
  return best && planOf(best, filter);
}

/** How one index would serve a query. */
interface Use {
  readonly lookup: Lookup;
  readonly prefixes: readonly Buffer[];
  /** Leading fields that the prefixes hold. */
  readonly length: number;
  /** Of the field after them. */
  readonly interval: Interval | undefined;
  readonly order: 'forwards' | 'backwards' | undefined;
  readonly worth: number;
}

function useOf(lookup: Lookup, filter: Filter, sort: Sort): Use | undefined {
  const { prefixes, length } = equalPrefixes(lookup, filter);
  const next = lookup.fields[length];
  const interval = next && intervalOf(filter.conditions.get(next.path), lookup.multikey);
  const order = orderAfter(lookup, length, sort);
  const narrowing = lookup.fields.slice(0, length);
  if (lookup.spec.sparse && !interval && !excludesAbsent(narrowing, filter)) return undefined;

  const whole = length === lookup.fields.length && lookup.spec.unique === true;
  const worth = (whole ? 1000 : 0) + 10 * length + (interval ? 5 : 0) + (order ? 1 : 0);
  return { lookup, prefixes, length, interval, order, worth };
}

function planOf({ lookup, prefixes, length, interval, order }: Use, filter: Filter): QueryPlan {
  const { direction } = lookup.fields[length] ?? { direction: 1 };
  const narrowed = length > 0 || interval !== undefined;
  const used = lookup.fields.slice(0, length + (interval ? 1 : 0)).map(({ path }) => path);
  const open = lookup.fields.filter(({ path }) => isOpen(filter.conditions.get(path), used.includes(path)));
  // A walk through a whole index is told apart from a lookup by the documents that it reads.
  const testable = narrowed && !lookup.multikey && lookup.fields.length > 1;
  const settled = new Set([...used, ...open.map(({ path }) => path)]);
  return {
    lookup,
    ranges: prefixes.map((prefix) =>
      interval ? keysBetween(prefix, interval, direction) : keysUnder(prefix),
    ),
    passes: testable && open.length > 0 ? passesKeys(lookup, open, filter) : undefined,
    narrowed,
    ordered: order !== undefined,
    backwards: order === 'backwards',
    exact:
      filter.isPlain &&
      !lookup.multikey &&
      (testable || open.length === 0) &&
      [...filter.conditions.keys()].every((path) => settled.has(path)),
  };
}

/** Whether a condition asks for more than the ranges of keys do. */
const isOpen = (condition: Condition | undefined, used: boolean) =>
  condition !== undefined && (!used || condition.noneOf !== undefined);

function passesKeys(lookup: Lookup, open: readonly IndexedField[], filter: Filter): PassesKeys {
  const tests = open.map((field) => ({
    place: lookup.fields.indexOf(field),
    passes: keyTest(filter.conditions.get(field.path)!),
  }));
  return (keys) => tests.every(({ place, passes }) => passes(keys[place]!));
}

/** The beginnings of keys that the filter's equalities allow, over as many leading fields as they name. */
function equalPrefixes(lookup: Lookup, filter: Filter): { prefixes: readonly Buffer[]; length: number } {
  let prefixes: readonly Buffer[] = [Buffer.alloc(0)];
  let length = 0;
  for (const { path, direction } of lookup.fields) {
    const values = filter.conditions.get(path)?.anyOf;
    if (!values || prefixes.length * values.length > MOST_RANGES) break;
    const parts = distinct(values).map((key) => directed(key, direction));
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
    length++;
  }
  return { prefixes, length };
}

function distinct(values: readonly Scalar[]): readonly Buffer[] {
  if (values.length === 1) return [orderedKey(values[0]!)];
  return [...new Map(values.map(orderedKey).map((key) => [key.toString('latin1'), key])).values()];
}

function intervalOf(condition: Condition | undefined, multikey: boolean): Interval | undefined {
  const { lower, upper } = condition ?? {};
  // Each limit may be met by another element of an array: both together would miss documents.
  if (!lower || !upper || multikey) return lower ?? upper;
  return { start: lower.start, end: upper.end };
}

/** Which way to read so that rows under one prefix come sorted; undefined when neither does. */
function orderAfter(
  { fields, multikey }: Lookup,
  length: number,
  sort: Sort,
): 'forwards' | 'backwards' | undefined {
  const fixed = new Set(fields.slice(0, length).map(({ path }) => path));
  const wanted = sort.filter(({ path }) => !fixed.has(path));
  // An array stands under several keys, of which only one is the document's place in the order.
  if (sort.length === 0 || multikey) return undefined;
  const following = fields.slice(length, length + wanted.length);
  const same = wanted.every(({ path }, i) => following[i]?.path === path);
  if (!same) return undefined;
  if (wanted.every(({ direction }, i) => following[i]?.direction === direction)) return 'forwards';
  return wanted.every(({ direction }, i) => following[i]?.direction !== direction) ? 'backwards' : undefined;
}

/** A sparse index leaves out documents that have none of its paths, which equality with null would match. */
const excludesAbsent = (fields: readonly IndexedField[], filter: Filter) =>
  fields.some(({ path }) => filter.conditions.get(path)?.anyOf?.every((value) => value !== null));
