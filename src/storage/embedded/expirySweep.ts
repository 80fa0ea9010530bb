import type { CollectionIndex, StoredRow } from './collectionIndex.js';
import { keysBetween, upTo } from './keyRange.js';
import type { StoredCollection } from './storedCollection.js';
import { documentFromBytes } from './storedValue.js';

/** Documents removed in one go, so that a sweep never holds up a request for long. */
const BATCH = 200;

/**
 * Removes documents whose time is over, as TTL indexes ask. It is tidying, not a check: whoever reads a
 * document that may have expired compares its date.
 *
 * @returns how many were removed; there may be more while it is not 0.
 */
export function removeExpired(collection: StoredCollection, now: Date): number {
  return collection.indexes.reduce((sum, index) => {
    const rows = expiredRows(index, now);
    for (const { rowId, bytes } of rows) collection.remove(rowId, documentFromBytes(bytes));
    return sum + rows.length;
  }, 0);
}

/** Whether a sweep has something to do. */
export const hasExpired = (collection: StoredCollection, now: Date) =>
  collection.indexes.some((index) => expiredRows(index, now, 1).length > 0);

function expiredRows(index: CollectionIndex, now: Date, most = BATCH): readonly StoredRow[] {
  const { expireAfterSeconds } = index.spec;
  if (expireAfterSeconds === undefined) return [];
  const limit = new Date(now.getTime() - expireAfterSeconds * 1000);
  const range = keysBetween(Buffer.alloc(0), upTo(limit, true), index.fields[0]!.direction);
  const rows = new Map<number, StoredRow>();
  for (const row of index.rows(range, false)) {
    rows.set(row.rowId, row);
    if (rows.size >= most) break;
  }
  return [...rows.values()];
}
