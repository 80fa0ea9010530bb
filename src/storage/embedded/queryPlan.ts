import { directed, type IndexedField, type StoredRow } from './collectionIndex.js';
import type { Condition, Filter } from './filter.js';
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
  rows(range: KeyRange, backwards: boolean): Iterable<StoredRow>;
  count(range: KeyRange): number;
}

/** How to read the documents that may meet a filter. */
export interface QueryPlan {
  readonly lookup: Lookup;
  /** Together they hold every document that meets the filter. */
  readonly ranges: readonly KeyRange[];
  /** The filter narrows the ranges; otherwise they hold the whole index. */
  readonly narrowed: boolean;
  /** Rows of each range come in the wanted order. */
  readonly ordered: boolean;
  readonly backwards: boolean;
  /** Every row in the ranges meets the filter. */
  readonly exact: boolean;
}

/** More lookups than this cost more than testing documents does. */
const MOST_RANGES = 1000;

/** The index that narrows a query most, then the one that orders it; undefined when none does either. */
export function queryPlan(lookups: readonly Lookup[], filter: Filter, sort: Sort): QueryPlan | undefined {
  let best: { plan: QueryPlan; worth: number } | undefined;
  for (const lookup of lookups) {
    const use = useOf(lookup, filter, sort);
    if (use && use.worth > (best?.worth ?? 0)) best = use;
  }
  return best?.plan;
}

function useOf(lookup: Lookup, filter: Filter, sort: Sort): { plan: QueryPlan; worth: number } | undefined {
  const { prefixes, length } = equalPrefixes(lookup, filter);
  const next = lookup.fields[length];
  const interval = next && intervalOf(filter.condition(next.path), lookup.multikey);
  const order = orderAfter(lookup, length, sort);
  if (lookup.spec.sparse && !excludesAbsent(lookup.fields.slice(0, length), filter) && !interval)
    return undefined;

  const full = length === lookup.fields.length && lookup.spec.unique === true;
  const worth = (full ? 1000 : 0) + 10 * length + (interval ? 5 : 0) + (order ? 1 : 0);
  const settled = lookup.fields.slice(0, length + (interval ? 1 : 0)).map(({ path }) => path);
  const plan = {
    lookup,
    ranges: prefixes.map((prefix) =>
      interval ? keysBetween(prefix, interval, next.direction) : keysUnder(prefix),
    ),
    narrowed: length > 0 || interval !== undefined,
    ordered: order !== undefined,
    backwards: order === 'backwards',
    exact: !lookup.multikey && filter.isSettledBy(settled),
  };
  return { plan, worth };
}

/** The beginnings of keys that the filter's equalities allow, over as many leading fields as they name. */
function equalPrefixes(lookup: Lookup, filter: Filter): { prefixes: readonly Buffer[]; length: number } {
  let prefixes: readonly Buffer[] = [Buffer.alloc(0)];
  let length = 0;
  for (const { path, direction } of lookup.fields) {
    const values = filter.condition(path)?.anyOf;
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
  fields.some(({ path }) => filter.condition(path)?.anyOf?.every((value) => value !== null));
