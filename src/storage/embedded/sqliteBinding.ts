import Database from 'better-sqlite3';

type SqlValue = string | number | bigint | Uint8Array | null;

export interface SqlStatement<Row> {
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): Row | undefined;
  iterate(...values: SqlValue[]): IterableIterator<Row>;
}

/** The little of a SQLite binding that we use, so that node:sqlite can take over when Node 20 goes. */
export interface SqlDatabase {
  exec(sql: string): void;
  prepare<Row = unknown>(sql: string): SqlStatement<Row>;
  close(): void;
}

export const openDatabase = (file: string): SqlDatabase => new Database(file) as unknown as SqlDatabase;

/** SQLite's own name of an error, such as `SQLITE_FULL`; undefined for what SQLite did not raise. */
export const sqliteCode = (error: unknown): string | undefined =>
  error instanceof Database.SqliteError ? error.code : undefined;
