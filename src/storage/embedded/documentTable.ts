import type { StoredRow } from './collectionIndex.js';
import type { KeyRange } from './keyRange.js';
import { ID_INDEX } from './indexSpec.js';
import type { SqlDatabase, SqlStatement } from './sqliteBinding.js';

const PAGE_SIZE = 500;

interface Statements {
  readonly insert: SqlStatement<unknown>;
  readonly replace: SqlStatement<unknown>;
  readonly remove: SqlStatement<unknown>;
  readonly all: SqlStatement<StoredRow>;
  readonly page: SqlStatement<StoredRow>;
  readonly ascending: SqlStatement<StoredRow>;
  readonly descending: SqlStatement<StoredRow>;
  readonly count: SqlStatement<{ n: number }>;
  readonly countBetween: SqlStatement<{ n: number }>;
}

/** The documents of one collection, and its index on `_id`. */
export class DocumentTable {
  readonly spec = ID_INDEX;
  readonly fields = [{ path: '_id', direction: 1 }] as const;
  readonly multikey = false;
  readonly #statements: Statements;

  constructor(database: SqlDatabase, table: string) {
    this.#statements = statements(database, table);
  }

  /** Undefined when a document with this `_id` is there already. */
  insert(idKey: Buffer, bytes: Buffer): number | undefined {
    const { changes, lastInsertRowid } = this.#statements.insert.run(idKey, bytes);
    return Number(changes) === 1 ? Number(lastInsertRowid) : undefined;
  }

  replace(rowId: number, bytes: Buffer): void {
    this.#statements.replace.run(bytes, rowId);
  }

  remove(rowId: number): void {
    this.#statements.remove.run(rowId);
  }

  all(): Iterable<StoredRow> {
    return this.#statements.all.iterate();
  }

  /** The next rows after one, for work that writes between them: a statement under way forbids that. */
  page(afterRowId: number): readonly StoredRow[] {
    return Array.from(this.#statements.page.iterate(afterRowId, PAGE_SIZE));
  }

  size(): number {
    return this.#statements.count.get()?.n ?? 0;
  }

  rows({ from, to }: KeyRange, backwards: boolean): Iterable<StoredRow> {
    return (backwards ? this.#statements.descending : this.#statements.ascending).iterate(from, to);
  }

  count({ from, to }: KeyRange): number {
    return this.#statements.countBetween.get(from, to)?.n ?? 0;
  }
}

export const createDocumentTable = (database: SqlDatabase, table: string) =>
  database.exec(
    `CREATE TABLE ${table} (row_id INTEGER PRIMARY KEY, id_key BLOB NOT NULL UNIQUE, document BLOB NOT NULL)`,
  );

function statements(database: SqlDatabase, table: string): Statements {
  const row = `SELECT row_id AS rowId, document AS bytes FROM ${table}`;
  const between = 'WHERE id_key >= ? AND id_key < ?';
  return {
    insert: database.prepare(
      `INSERT INTO ${table} (id_key, document) VALUES (?, ?) ON CONFLICT (id_key) DO NOTHING`,
    ),
    replace: database.prepare(`UPDATE ${table} SET document = ? WHERE row_id = ?`),
    remove: database.prepare(`DELETE FROM ${table} WHERE row_id = ?`),
    all: database.prepare(`${row} ORDER BY row_id`),
    page: database.prepare(`${row} WHERE row_id > ? ORDER BY row_id LIMIT ?`),
    ascending: database.prepare(`${row} ${between} ORDER BY id_key`),
    descending: database.prepare(`${row} ${between} ORDER BY id_key DESC`),
    count: database.prepare(`SELECT count(*) AS n FROM ${table}`),
    countBetween: database.prepare(`SELECT count(*) AS n FROM ${table} ${between}`),
  };
}
