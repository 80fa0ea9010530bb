import type { SqlDatabase, SqlStatement } from './sqliteBinding.js';

interface Write {
  readonly run: () => unknown;
  readonly durable: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Settle = () => void;

// SQLite acts on them as it reads them: as prepared statements they would do nothing.
const DURABLE = 'PRAGMA synchronous = FULL';
const NOT_DURABLE = 'PRAGMA synchronous = NORMAL';

/**
 * Group commit: the writes asked for during one turn of the event loop share a transaction and so one
 * fsync, and are acknowledged once it is on disk. A write that fails is rolled back alone.
 *
 * A transaction of writes that need not be durable waits for no disk: a power cut may undo it, the end of the
 * process does not. The next durable one takes it along, for both stand in one log.
 */
export class WriteQueue {
  #waiting: Write[] = [];
  #undo: (() => void)[] = [];
  #syncing = true;
  readonly #sql: Record<'begin' | 'commit' | 'rollback' | 'mark' | 'keep' | 'back', SqlStatement<unknown>>;

  constructor(private readonly database: SqlDatabase) {
    this.#sql = {
      begin: database.prepare('BEGIN IMMEDIATE'),
      commit: database.prepare('COMMIT'),
      rollback: database.prepare('ROLLBACK'),
      mark: database.prepare('SAVEPOINT write'),
      keep: database.prepare('RELEASE write'),
      back: database.prepare('ROLLBACK TO write'),
    };
    database.exec(DURABLE);
  }

  /** Runs a synchronous write in the next transaction. */
  add<T>(run: () => T, durable = true): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run, durable, resolve: resolve as Write['resolve'], reject });
      // Not a microtask: requests that arrived together then reach the disk together.
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Within a write: `run` as a whole or, when it throws, not at all. */
  attempt<T>(run: () => T): T {
    const undoFrom = this.#undo.length;
    this.#sql.mark.run();
    try {
      const value = run();
      this.#sql.keep.run();
      return value;
    } catch (error) {
      this.#takeBack(error);
      this.#undoFrom(undoFrom);
      throw error;
    }
  }

  /** Within a write: what puts memory back if it is rolled back. */
  onRollback(undo: () => void): void {
    this.#undo.push(undo);
  }

  flush(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    if (writes.length === 0) return;
    let settled: Settle[];
    try {
      settled = this.#transaction(writes);
    } catch (error) {
      const reason = error instanceof Abandoned ? error.cause : error;
      settled = writes.map(
        ({ reject }) =>
          () =>
            reject(reason),
      );
    }
    for (const settle of settled) settle();
  }

  #transaction(writes: readonly Write[]): Settle[] {
    this.#syncFor(writes);
    this.#sql.begin.run();
    try {
      const settled = writes.length === 1 ? writes.map(alone) : writes.map((write) => this.#settle(write));
      this.#sql.commit.run();
      return settled;
    } catch (error) {
      this.#rollBack();
      throw error;
    } finally {
      this.#undo = [];
    }
  }

  /** Outside of a transaction: within one, SQLite does not listen. */
  #syncFor(writes: readonly Write[]): void {
    const syncing = writes.some(({ durable }) => durable);
    if (syncing === this.#syncing) return;
    this.database.exec(syncing ? DURABLE : NOT_DURABLE);
    this.#syncing = syncing;
  }

  #settle({ run, resolve, reject }: Write): Settle {
    try {
      const value = this.attempt(run);
      return () => resolve(value);
    } catch (error) {
      if (error instanceof Abandoned) throw error;
      return () => reject(error);
    }
  }

  #takeBack(error: unknown): void {
    if (error instanceof Abandoned) throw error;
    try {
      this.#sql.back.run();
      this.#sql.keep.run();
    } catch {
      throw new Abandoned(error);
    }
  }

  #rollBack(): void {
    this.#undoFrom(0);
    try {
      this.#sql.rollback.run();
    } catch {
      // SQLite has already rolled back by itself.
    }
  }

  #undoFrom(length: number): void {
    for (const undo of this.#undo.splice(length).toReversed()) undo();
  }
}

/** A write that has its transaction to itself is rolled back with it. */
function alone({ run, resolve }: Write): Settle {
  const value = run();
  return () => resolve(value);
}

/** SQLite gave up the whole transaction (a full disk, an unreadable page): no write of it stands. */
class Abandoned extends Error {
  constructor(override readonly cause: unknown) {
    super('the transaction is gone');
  }
}
