import type { KeyRange } from './keyRange.js';
import type { Direction, IndexSpec } from './indexSpec.js';
import { NotSupported } from './notSupported.js';
import { fieldKeys, inverted, orderedKey } from './orderedKey.js';
import type { SqlDatabase, SqlStatement } from './sqliteBinding.js';
import type { StoredDocument } from './storedValue.js';
import { valuesAt } from './valuesAt.js';

export interface StoredRow {
  readonly rowId: number;
  readonly bytes: Uint8Array;
}

export interface IndexedField {
  readonly path: string;
  readonly direction: Direction;
}

/** Tells from a key alone whether its document can matter; the keys of its fields, all ascending. */
export type PassesKeys = (fields: readonly Buffer[]) => boolean;

interface KeyRow {
  readonly rowId: number;
  readonly key: Uint8Array;
}

interface Statements {
  readonly insert: SqlStatement<unknown>;
  readonly remove: SqlStatement<unknown>;
  readonly ascending: SqlStatement<StoredRow>;
  readonly descending: SqlStatement<StoredRow>;
  readonly keysAscending: SqlStatement<KeyRow>;
  readonly keysDescending: SqlStatement<KeyRow>;
  readonly document: SqlStatement<StoredRow>;
  readonly count: SqlStatement<{ n: number }>;
}

/** Keys of one index of one collection, in order, each leading to its document. */
export class CollectionIndex {
  readonly id: number;
  readonly fields: readonly IndexedField[];
  /** Some document has an array under a path: then one document may stand under several keys. */
  multikey: boolean;
  readonly #statements: Statements;

  constructor(
    database: SqlDatabase,
    readonly spec: IndexSpec,
    stored: { id: number; multikey: boolean; documentTable: string },
  ) {
    this.id = stored.id;
    this.fields = Object.entries(spec.key).map(([path, direction]) => ({ path, direction }));
    this.multikey = stored.multikey;
    this.#statements = statements(database, indexTable(stored.id), stored.documentTable);
  }

  /** False when the index is unique and another document has the key. */
  insert(key: Buffer, rowId: number): boolean {
    return Number(this.#statements.insert.run(key, rowId).changes) === 1;
  }

  remove(key: Buffer, rowId: number): void {
    this.#statements.remove.run(key, rowId);
  }

  rows({ from, to }: KeyRange, backwards: boolean, passes?: PassesKeys): Iterable<StoredRow> {
    if (passes) return this.#passingRows({ from, to }, backwards, passes);
    return (backwards ? this.#statements.descending : this.#statements.ascending).iterate(from, to);
  }

  /** Reads the documents of passing keys alone. */
  *#passingRows({ from, to }: KeyRange, backwards: boolean, passes: PassesKeys): Iterable<StoredRow> {
    const directions = this.fields.map(({ direction }) => direction);
    const { keysAscending, keysDescending, document } = this.#statements;
    for (const { key, rowId } of (backwards ? keysDescending : keysAscending).iterate(from, to)) {
      const row = passes(fieldKeys(key, directions)) ? document.get(rowId) : undefined;
      if (row) yield row;
    }
  }

  count({ from, to }: KeyRange): number {
    return this.#statements.count.get(from, to)?.n ?? 0;
  }

  /** The keys a document stands under; several when an array lies under a path, none if sparse and absent. */
  keysOf(document: StoredDocument): { readonly keys: readonly Buffer[]; readonly multikey: boolean } {
    const found = this.fields.map(({ path }) => valuesAt(document, path));
    if (this.spec.sparse && !found.some(({ present }) => present)) return { keys: [], multikey: false };
    const arrays = found.filter(({ throughArray }) => throughArray).length;
    if (arrays > 1) throw new NotSupported(`An index over two arrays (${this.spec.name})`);

    let keys: Buffer[] = [Buffer.alloc(0)];
    found.forEach(({ values }, i) => {
      const parts = values.map((value) => directed(orderedKey(value), this.fields[i]!.direction));
      keys = keys.flatMap((key) => parts.map((part) => (i === 0 ? part : Buffer.concat([key, part]))));
    });
    return { keys: arrays === 0 ? keys : distinct(keys), multikey: arrays > 0 };
  }
}

export const directed = (key: Buffer, direction: Direction) => (direction === 1 ? key : inverted(key));

export const indexTable = (id: number) => `index_${id}`;

export function createIndexTable(database: SqlDatabase, table: string, unique: boolean): void {
  const key = unique ? 'key' : 'key, row_id';
  database.exec(
    `CREATE TABLE ${table} (key BLOB NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY (${key})) WITHOUT ROWID`,
  );
}

function distinct(keys: readonly Buffer[]): Buffer[] {
  const sorted = keys.toSorted(Buffer.compare);
  return sorted.filter((key, i) => i === 0 || !key.equals(sorted[i - 1]!));
}

function statements(database: SqlDatabase, table: string, documentTable: string): Statements {
  // CROSS JOIN: SQLite must walk the index, then fetch documents, never the other way round.
  const rows = (order: string) =>
    `SELECT d.row_id AS rowId, d.document AS bytes
     FROM ${table} AS i CROSS JOIN ${documentTable} AS d ON d.row_id = i.row_id
     WHERE i.key >= ? AND i.key < ? ORDER BY i.key ${order}`;
  const keys = (order: string) =>
    `SELECT key, row_id AS rowId FROM ${table} WHERE key >= ? AND key < ? ORDER BY key ${order}`;
  return {
    insert: database.prepare(`INSERT INTO ${table} (key, row_id) VALUES (?, ?) ON CONFLICT DO NOTHING`),
    remove: database.prepare(`DELETE FROM ${table} WHERE key = ? AND row_id = ?`),
    ascending: database.prepare(rows('ASC')),
    descending: database.prepare(rows('DESC')),
    keysAscending: database.prepare(keys('ASC')),
    keysDescending: database.prepare(keys('DESC')),
    document: database.prepare(
      `SELECT row_id AS rowId, document AS bytes FROM ${documentTable} WHERE row_id = ?`,
    ),
    count: database.prepare(`SELECT count(*) AS n FROM ${table} WHERE key >= ? AND key < ?`),
  };
}
