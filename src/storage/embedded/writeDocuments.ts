import { mongo } from 'mongoose';
import { placeAt } from './placeAt.js';
import { readDocuments, type DocumentQuery, type FoundDocument, type OnSlowQuery } from './readDocuments.js';
import type { StoredCollection } from './storedCollection.js';
import { documentToBytes, storedDocument, type StoredDocument, type StoredValue } from './storedValue.js';
import type { Update } from './update.js';

/** What writes need beside their collection. */
export interface WriteContext {
  readonly collection: StoredCollection;
  readonly onSlowQuery: OnSlowQuery;
}

export interface UpdateOutcome {
  readonly matched: number;
  readonly modified: number;
  /** Set when an upsert made a document. */
  readonly upsertedId?: StoredValue;
  /** The first document as it was, in BSON, and as it is. */
  readonly bytesBefore?: Uint8Array;
  readonly after?: StoredDocument;
}

/** Gives the document an `_id` where it has none, as the driver does, and returns it. */
export function insertDocument({ collection }: WriteContext, document: { _id?: unknown }): StoredValue {
  const stored = withId(storedDocument(document));
  collection.insert(stored);
  document['_id'] ??= stored['_id'];
  return stored['_id']!;
}

/** Updates what matches; where nothing does, an upsert makes a document of the filter's equalities. */
export function updateDocuments(
  context: WriteContext,
  query: DocumentQuery,
  { update, upsert }: { update: Update; upsert: boolean },
): UpdateOutcome {
  const found = readDocuments(context.collection, query, context.onSlowQuery);
  const [first] = found;
  if (!first) return upsert ? insertUpserted(context, query, update) : { matched: 0, modified: 0 };
  const outcomes = found.map((one) => updateDocument(context.collection, one, update));
  return {
    matched: found.length,
    modified: outcomes.filter(({ modified }) => modified).length,
    bytesBefore: first.bytes,
    after: outcomes[0]!.document,
  };
}

export function deleteDocuments(context: WriteContext, query: DocumentQuery): readonly StoredDocument[] {
  const found = readDocuments(context.collection, query, context.onSlowQuery);
  for (const { rowId, document } of found) context.collection.remove(rowId, document);
  return found.map(({ document }) => document);
}

function insertUpserted(context: WriteContext, query: DocumentQuery, update: Update): UpdateOutcome {
  const start: StoredDocument = {};
  for (const [path, value] of query.filter.equalities()) placeAt(start, path.split('.'), true)?.set(value);
  const document = withId(update.apply(start, true));
  context.collection.insert(document);
  return { matched: 0, modified: 0, upsertedId: document['_id']!, after: document };
}

function updateDocument(
  collection: StoredCollection,
  { rowId, bytes, document }: FoundDocument,
  update: Update,
): { modified: boolean; document: StoredDocument } {
  const before = collection.keysOf(document);
  const updated = update.apply(document, false);
  const newBytes = documentToBytes(updated);
  if (newBytes.equals(bytes)) return { modified: false, document: updated };
  collection.replace(rowId, { bytes: newBytes, document: updated, before });
  return { modified: true, document: updated };
}

const withId = ({ _id, ...fields }: StoredDocument): StoredDocument => ({
  _id: _id ?? new mongo.ObjectId(),
  ...fields,
});
