import { CollectionIndex, createIndexTable, indexTable } from './collectionIndex.js';
import { createDocumentTable, DocumentTable } from './documentTable.js';
import { ID_INDEX, indexSpec, sameIndex, sameKey, type IndexSpec } from './indexSpec.js';
import { ErrorCode, serverError } from './serverError.js';
import type { SqlDatabase } from './sqliteBinding.js';
import { StoredCollection } from './storedCollection.js';
import type { WriteQueue } from './writeQueue.js';

const TABLES = `
  CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collections (id),
    spec TEXT NOT NULL,
    multikey INTEGER NOT NULL
  );`;

interface IndexRow {
  readonly id: number;
  readonly spec: string;
  readonly multikey: number;
}

const documentTable = (collectionId: number) => `documents_${collectionId}`;

/** Which collections and indexes there are. What changes them runs within a write. */
export class Catalogue {
  readonly #collections = new Map<string, StoredCollection>();

  constructor(
    private readonly database: SqlDatabase,
    private readonly queue: WriteQueue,
    private readonly databaseName: string,
  ) {
    database.exec(TABLES);
    const rows = database.prepare<{ id: number; name: string }>('SELECT id, name FROM collections').iterate();
    for (const { id, name } of Array.from(rows)) this.#collections.set(name, this.#open(id, name));
  }

  get names(): readonly string[] {
    return [...this.#collections.keys()];
  }

  get all(): readonly StoredCollection[] {
    return [...this.#collections.values()];
  }

  find(name: string): StoredCollection | undefined {
    return this.#collections.get(name);
  }

  create(name: string): StoredCollection {
    const { lastInsertRowid } = this.database.prepare('INSERT INTO collections (name) VALUES (?)').run(name);
    const id = Number(lastInsertRowid);
    createDocumentTable(this.database, documentTable(id));
    const collection = this.#open(id, name);
    this.#collections.set(name, collection);
    this.queue.onRollback(() => this.#collections.delete(name));
    return collection;
  }

  findOrCreate(name: string): StoredCollection {
    return this.find(name) ?? this.create(name);
  }

  /** Returns the index's name; does nothing when the same index is there. */
  createIndex(
    collection: StoredCollection,
    key: unknown,
    options: Readonly<Record<string, unknown>>,
  ): string {
    const spec = indexSpec(key, options);
    if (sameKey(spec, ID_INDEX)) return ID_INDEX.name;
    const known = collection.indexes.find((i) => i.spec.name === spec.name || sameKey(i.spec, spec))?.spec;
    if (known) return sameIndexName(known, spec);
    collection.indexes.push(this.#build(collection, spec));
    this.queue.onRollback(() => collection.indexes.pop());
    return spec.name;
  }

  dropIndex(collection: StoredCollection | undefined, name: string): void {
    const position = collection?.indexes.findIndex(({ spec }) => spec.name === name) ?? -1;
    const index = collection?.indexes[position];
    if (!index) throw serverError(ErrorCode.indexNotFound, `index not found with name [${name}]`);
    this.database.exec(`DROP TABLE ${indexTable(index.id)}`);
    this.database.prepare('DELETE FROM indexes WHERE id = ?').run(index.id);
    collection!.indexes.splice(position, 1);
    this.queue.onRollback(() => collection!.indexes.splice(position, 0, index));
  }

  #build(collection: StoredCollection, spec: IndexSpec): CollectionIndex {
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO indexes (collection_id, spec, multikey) VALUES (?, ?, 0)')
      .run(collection.id, JSON.stringify(spec));
    const id = Number(lastInsertRowid);
    createIndexTable(this.database, indexTable(id), spec.unique === true);
    const index = this.#index(collection.id, { id, spec, multikey: false });
    collection.build(index);
    return index;
  }

  #open(id: number, name: string): StoredCollection {
    const rows = this.database
      .prepare<IndexRow>('SELECT id, spec, multikey FROM indexes WHERE collection_id = ? ORDER BY id')
      .iterate(id);
    const indexes = Array.from(rows).map((row) =>
      this.#index(id, { id: row.id, spec: JSON.parse(row.spec) as IndexSpec, multikey: row.multikey === 1 }),
    );
    const documents = new DocumentTable(this.database, documentTable(id));
    const namespace = `${this.databaseName}.${name}`;
    const becomeMultikey = (index: CollectionIndex) => this.#becomeMultikey(index);
    return new StoredCollection({ id, namespace, documents, indexes, becomeMultikey });
  }

  #index(collectionId: number, index: { id: number; spec: IndexSpec; multikey: boolean }): CollectionIndex {
    const stored = { ...index, documentTable: documentTable(collectionId) };
    return new CollectionIndex(this.database, index.spec, stored);
  }

  #becomeMultikey(index: CollectionIndex): void {
    this.database.prepare('UPDATE indexes SET multikey = 1 WHERE id = ?').run(index.id);
    index.multikey = true;
    this.queue.onRollback(() => {
      index.multikey = false;
    });
  }
}

function sameIndexName(known: IndexSpec, wanted: IndexSpec): string {
  if (sameIndex(known, wanted)) return known.name;
  const code = known.name === wanted.name ? ErrorCode.indexKeyConflict : ErrorCode.indexOptionsConflict;
  throw serverError(code, `index ${known.name} exists with another key or other options`);
}
