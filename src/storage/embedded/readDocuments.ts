import type { StoredRow } from './collectionIndex.js';
import type { Filter } from './filter.js';
import { queryPlan, type QueryPlan } from './queryPlan.js';
import { sorted, type Sort } from './sort.js';
import type { StoredCollection } from './storedCollection.js';
import { documentFromBytes, type StoredDocument } from './storedValue.js';
import { bytesWithout } from './unreadFields.js';

/** Documents that a query may read without the help of an index before it is reported. */
export const SLOW_QUERY_DOCUMENTS = 1000;

/** A query that reads more than SLOW_QUERY_DOCUMENTS documents one by one; it names paths, never values. */
export interface SlowQuery {
  readonly namespace: string;
  readonly filterPaths: readonly string[];
  readonly sortPaths: readonly string[];
}

export interface DocumentQuery {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly skip: number;
  /** Infinity for all. */
  readonly limit: number;
  /** Fields that are not needed of what is found. */
  readonly unread?: ReadonlySet<string>;
}

export interface FoundDocument {
  readonly rowId: number;
  readonly bytes: Uint8Array;
  readonly document: StoredDocument;
}

/** Called before a slow query goes on; what it throws ends the query. */
export type OnSlowQuery = (query: SlowQuery) => void;

/** The documents that a query gives, in its order. */
export function readDocuments(
  collection: StoredCollection,
  query: DocumentQuery,
  onSlowQuery: OnSlowQuery,
): FoundDocument[] {
  const plan = queryPlan([collection.documents, ...collection.indexes], query.filter, query.sort);
  const comesSorted = query.sort.length === 0 || plan?.ordered === true;
  const search: Search = {
    query,
    plan,
    enough: comesSorted ? query.skip + query.limit : Infinity,
    beforeEach: slowQueryWatch({ collection, query, onSlowQuery }, plan?.narrowed ?? false, comesSorted),
  };
  const found = [...matches(collection, search)];
  const inOrder = query.sort.length === 0 || (comesSorted && plan?.ranges.length === 1);
  return (inOrder ? found : sorted(found, query.sort)).slice(query.skip, query.skip + query.limit);
}

/** How many documents a query gives, its skip and limit counted. */
export function countDocuments(
  collection: StoredCollection,
  query: DocumentQuery,
  onSlowQuery: OnSlowQuery,
): number {
  const whole = query.skip === 0 && query.limit === Infinity;
  if (whole && query.filter.isEmpty) return collection.documents.size();
  const plan = queryPlan([collection.documents, ...collection.indexes], query.filter, []);
  if (!whole || !plan?.exact || plan.passes) return readDocuments(collection, query, onSlowQuery).length;
  return plan.ranges.reduce((sum, range) => sum + plan.lookup.count(range), 0);
}

interface Search {
  readonly query: DocumentQuery;
  readonly plan: QueryPlan | undefined;
  /** Matches of each range after which the rest of it cannot count. */
  readonly enough: number;
  readonly beforeEach: () => void;
}

function* matches(collection: StoredCollection, search: Search): Iterable<FoundDocument> {
  const { plan, query, enough } = search;
  const seen = plan?.lookup.multikey ? new Set<number>() : undefined;
  let total = 0;
  for (const rows of sources(collection, plan)) {
    let taken = 0;
    for (const { rowId, bytes } of rows) {
      if (seen?.has(rowId)) continue;
      seen?.add(rowId);
      search.beforeEach();
      const document = documentFromBytes(query.unread ? bytesWithout(bytes, query.unread) : bytes);
      if (!plan?.exact && !query.filter.matches(document)) continue;
      yield { rowId, bytes, document };
      if (++taken >= enough) break;
    }
    total += taken;
    if (query.sort.length === 0 && total >= enough) return;
  }
}

function* sources(collection: StoredCollection, plan: QueryPlan | undefined): Iterable<Iterable<StoredRow>> {
  if (!plan) return yield collection.documents.all();
  // One after the other: a statement walks one range at a time.
  for (const range of plan.ranges) yield plan.lookup.rows(range, plan.backwards, plan.passes);
}

function slowQueryWatch(
  {
    collection,
    query,
    onSlowQuery,
  }: { collection: StoredCollection; query: DocumentQuery; onSlowQuery: OnSlowQuery },
  narrowed: boolean,
  comesSorted: boolean,
): () => void {
  // Reading a whole collection in an order it has is what it says, not a missing index.
  if (narrowed || (query.filter.isEmpty && comesSorted)) return () => {};
  let documents = 0;
  return () => {
    if (++documents !== SLOW_QUERY_DOCUMENTS + 1) return;
    onSlowQuery({
      namespace: collection.namespace,
      filterPaths: query.filter.paths,
      sortPaths: query.sort.map(({ path }) => path),
    });
  };
}
