import type { CollectionIndex } from './collectionIndex.js';
import type { DocumentTable } from './documentTable.js';
import { NotSupported } from './notSupported.js';
import { orderedKey } from './orderedKey.js';
import { duplicateKey } from './serverError.js';
import { documentFromBytes, documentToBytes, isScalar, type StoredDocument } from './storedValue.js';
import { valuesAt } from './valuesAt.js';

/** The keys of one document, index by index. */
export type DocumentKeys = readonly (readonly Buffer[])[];

interface CollectionParts {
  readonly id: number;
  readonly namespace: string;
  readonly documents: DocumentTable;
  readonly indexes: CollectionIndex[];
  readonly becomeMultikey: (index: CollectionIndex) => void;
}

/** One collection: its documents, and its indexes kept in step with them. What writes runs in a transaction. */
export class StoredCollection {
  readonly id: number;
  readonly namespace: string;
  readonly documents: DocumentTable;
  /** Changed by the catalogue alone. */
  readonly indexes: CollectionIndex[];
  readonly #becomeMultikey: CollectionParts['becomeMultikey'];

  constructor({ id, namespace, documents, indexes, becomeMultikey }: CollectionParts) {
    this.id = id;
    this.namespace = namespace;
    this.documents = documents;
    this.indexes = indexes;
    this.#becomeMultikey = becomeMultikey;
  }

  insert(document: StoredDocument): void {
    const id = document['_id'];
    if (!isScalar(id)) throw new NotSupported('An _id that is not a plain value');
    const rowId = this.documents.insert(orderedKey(id), documentToBytes(document));
    if (rowId === undefined) throw this.#duplicate(this.documents.spec, document);
    for (const index of this.indexes) this.addToIndex(index, rowId, document);
  }

  replace(rowId: number, change: { bytes: Buffer; document: StoredDocument; before: DocumentKeys }): void {
    this.documents.replace(rowId, change.bytes);
    this.indexes.forEach((index, i) => {
      const before = change.before[i]!;
      const { keys } = index.keysOf(change.document);
      if (sameKeys(before, keys)) return;
      for (const key of before) index.remove(key, rowId);
      this.addToIndex(index, rowId, change.document);
    });
  }

  remove(rowId: number, document: StoredDocument): void {
    this.indexes.forEach((index) => {
      for (const key of index.keysOf(document).keys) index.remove(key, rowId);
    });
    this.documents.remove(rowId);
  }

  keysOf(document: StoredDocument): DocumentKeys {
    return this.indexes.map((index) => index.keysOf(document).keys);
  }

  addToIndex(index: CollectionIndex, rowId: number, document: StoredDocument): void {
    const { keys, multikey } = index.keysOf(document);
    if (multikey && !index.multikey) this.#becomeMultikey(index);
    for (const key of keys) {
      if (!index.insert(key, rowId)) throw this.#duplicate(index.spec, document);
    }
  }

  /** Fills a new index. */
  build(index: CollectionIndex): void {
    let page = this.documents.page(0);
    while (page.length > 0) {
      for (const { rowId, bytes } of page) this.addToIndex(index, rowId, documentFromBytes(bytes));
      page = this.documents.page(page.at(-1)!.rowId);
    }
  }

  #duplicate(spec: CollectionIndex['spec'], document: StoredDocument): Error {
    const value = Object.fromEntries(
      Object.keys(spec.key).map((path) => [path, valuesAt(document, path).values[0] ?? null]),
    );
    return duplicateKey(this.namespace, spec.name, { pattern: spec.key, value });
  }
}

const sameKeys = (a: readonly Buffer[], b: readonly Buffer[]) =>
  a.length === b.length && a.every((key, i) => key.equals(b[i]!));
