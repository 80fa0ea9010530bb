import { NotSupported } from './notSupported.js';
import type { Direction } from './indexSpec.js';
import { orderedKey } from './orderedKey.js';
import type { StoredDocument } from './storedValue.js';
import { valuesAt } from './valuesAt.js';

export type Sort = readonly { readonly path: string; readonly direction: Direction }[];

export function sortFrom(spec: unknown): Sort {
  if (spec === undefined || spec === null) return [];
  const entries = spec instanceof Map ? [...spec] : Object.entries(spec);
  return entries.map(([path, direction]) => {
    if (direction !== 1 && direction !== -1)
      throw new NotSupported(`Sorting by ${JSON.stringify(direction)}`);
    return { path: String(path), direction };
  });
}

/** Sorts as MongoDB does: an array counts as its smallest element when ascending, its largest otherwise. */
export function sorted<T extends { readonly document: StoredDocument }>(
  found: readonly T[],
  sort: Sort,
): T[] {
  const keyed = found.map((item) => ({ item, keys: sort.map((by) => sortKey(item.document, by)) }));
  keyed.sort((a, b) => {
    for (const [i, { direction }] of sort.entries()) {
      const order = Buffer.compare(a.keys[i]!, b.keys[i]!);
      if (order !== 0) return order * direction;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}

function sortKey(document: StoredDocument, { path, direction }: Sort[number]): Buffer {
  const [first, ...others] = valuesAt(document, path).values.map(orderedKey);
  return others.reduce((best, key) => (Buffer.compare(key, best) * direction < 0 ? key : best), first!);
}
