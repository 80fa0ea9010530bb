import { mongo } from 'mongoose';
import type { StoredValue } from './storedValue.js';

type IdsByOperation = Record<number, StoredValue>;

/** What a bulk write did: the driver's BulkWriteResult, which is not in its exports. */
export class BulkResult {
  readonly ok = 1;
  insertedCount = 0;
  matchedCount = 0;
  modifiedCount = 0;
  deletedCount = 0;
  upsertedCount = 0;
  readonly insertedIds: IdsByOperation = {};
  readonly upsertedIds: IdsByOperation = {};
  readonly #writeErrors: WriteError[] = [];

  addError(error: mongo.MongoServerError, index: number): void {
    this.#writeErrors.push(new WriteError({ index, code: error.code, errmsg: error.message }));
  }

  hasWriteErrors(): boolean {
    return this.#writeErrors.length > 0;
  }

  getWriteErrors(): readonly WriteError[] {
    return this.#writeErrors;
  }
}

/** One failed operation, as the driver tells it: mongoose corrects `err.index` and reads `index`. */
class WriteError {
  constructor(readonly err: { index: number; readonly code: unknown; readonly errmsg: string }) {}

  get index(): number {
    return this.err.index;
  }

  get code(): unknown {
    return this.err.code;
  }

  get errmsg(): string {
    return this.err.errmsg;
  }
}

/** The error of a bulk write, told by its first failed operation; undefined when none failed. */
export function bulkWriteError(result: BulkResult): mongo.MongoBulkWriteError | undefined {
  const writeErrors = result.getWriteErrors();
  const [first] = writeErrors;
  if (!first) return undefined;
  const { errmsg: message, code } = first;
  // Its types say that only the driver makes one.
  const Constructor = mongo.MongoBulkWriteError as unknown as new (
    error: object,
    result: BulkResult,
  ) => mongo.MongoBulkWriteError;
  return new Constructor({ message, code, writeErrors }, result);
}
