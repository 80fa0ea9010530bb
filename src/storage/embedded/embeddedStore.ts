import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from './catalogue.js';
import { lockDataDirectory, type DataDirectoryLock } from './dataDirectoryLock.js';
import { EmbeddedStoreError, storeError } from './embeddedStoreError.js';
import { hasExpired, removeExpired } from './expirySweep.js';
import type { OnSlowQuery } from './readDocuments.js';
import { openDatabase, type SqlDatabase } from './sqliteBinding.js';
import { WriteQueue } from './writeQueue.js';

export interface EmbeddedStoreOptions {
  readonly dataDirectory: string;
  readonly databaseName: string;
  readonly now: () => Date;
  readonly sweepEverySeconds: number;
  readonly onSlowQuery: OnSlowQuery;
  /** Told, when it opens, of a process that had the directory and ended without closing it. */
  readonly onKilled?: ((pid: number) => void) | undefined;
  /** Told of what fails in the background. */
  readonly onError: (error: unknown) => void;
}

/** Layout of the tables; a change that older code cannot read raises it. */
const FORMAT = 1;

/** A document store in one SQLite file, for one process. */
export class EmbeddedStore {
  readonly #lock: DataDirectoryLock;
  readonly #database: SqlDatabase;
  readonly #queue: WriteQueue;
  readonly #catalogue: Catalogue;
  readonly #sweeper: NodeJS.Timeout;
  #open = true;

  /**
   * @throws {DataDirectoryInUse} while another process has the directory.
   * @throws {EmbeddedStoreError} naming the file that cannot be used.
   */
  constructor(readonly options: EmbeddedStoreOptions) {
    makeDirectory(options.dataDirectory);
    this.#lock = lockDataDirectory(options.dataDirectory);
    try {
      this.#database = openFile(this.file);
      this.#queue = new WriteQueue(this.#database);
      this.#catalogue = new Catalogue(this.#database, this.#queue, options.databaseName);
    } catch (error) {
      this.#lock.release();
      throw storeError(error, this.file);
    }
    const { killedPid } = this.#lock;
    if (killedPid !== undefined) options.onKilled?.(killedPid);
    const sweep = () => this.sweep().catch(options.onError);
    this.#sweeper = setInterval(sweep, options.sweepEverySeconds * 1000).unref();
  }

  get file(): string {
    return join(this.options.dataDirectory, 'attendus.sqlite');
  }

  /** Runs a synchronous read of what is committed. */
  read<T>(read: (catalogue: Catalogue) => T): T {
    this.#refuseWhenClosed();
    try {
      return read(this.#catalogue);
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  /**
   * Runs a synchronous write; fulfilled once it is on disk, rejected when nothing of it was written. One that need
   * not be durable is on disk with the next that is.
   */
  async write<T>(write: (catalogue: Catalogue) => T, durable = true): Promise<T> {
    this.#refuseWhenClosed();
    try {
      return await this.#queue.add(() => write(this.#catalogue), durable);
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  /** Within a write: `step` as a whole or, when it throws, not at all. */
  attempt<T>(step: () => T): T {
    return this.#queue.attempt(step);
  }

  /** Removes what TTL indexes say has expired. */
  async sweep(): Promise<void> {
    const now = this.options.now();
    const due = this.#open ? this.read(({ all }) => all.filter((c) => hasExpired(c, now))) : [];
    for (const collection of due) {
      let removed: number;
      do removed = this.#open ? await this.write(() => removeExpired(collection, now)) : 0;
      while (removed > 0);
    }
  }

  /**
   * Writes the file anew, from what it holds: deleted and overwritten documents leave their bytes in it otherwise.
   * Takes as much room again for a moment, and blocks until it is done.
   */
  scrub(): void {
    this.#refuseWhenClosed();
    try {
      this.#queue.flush();
      this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      throw storeError(error, this.file);
    }
  }

  /** Finishes the writes asked for, then lets the directory go. */
  close(): void {
    if (!this.#open) return;
    clearInterval(this.#sweeper);
    this.#queue.flush();
    this.#open = false;
    this.#database.close();
    this.#lock.release();
  }

  #refuseWhenClosed(): void {
    if (!this.#open) throw new EmbeddedStoreError(this.file, 'closed');
  }
}

/** Personal data: readable by nobody else, even in a directory that others may enter. */
function makeDirectory(directory: string): void {
  accessing(directory, () => mkdirSync(directory, { recursive: true, mode: 0o700 }));
}

/** SQLite gives its other files the rights of this one. */
function makeFile(file: string): void {
  accessing(file, () => closeSync(openSync(file, 'a', 0o600)));
}

function accessing(file: string, access: () => void): void {
  try {
    access();
  } catch (error) {
    throw new EmbeddedStoreError(file, 'inaccessible', { cause: error });
  }
}

function openFile(file: string): SqlDatabase {
  makeFile(file);
  const database = openDatabase(file);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA cache_size = -32768');
    checkFormat(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function checkFormat(database: SqlDatabase, file: string): void {
  const stored = database.prepare<{ user_version: number }>('PRAGMA user_version').get()?.user_version ?? 0;
  if (stored > FORMAT) throw new EmbeddedStoreError(file, 'newer');
  if (stored < FORMAT) database.exec(`PRAGMA user_version = ${FORMAT}`);
}
