import { ToolError } from '../../errors.js';
import { sqliteCode } from './sqliteBinding.js';
import { UnreadableDocument } from './storedValue.js';

export type StoreFailure = 'full' | 'readOnly' | 'corrupted' | 'inaccessible' | 'newer' | 'closed' | 'failed';

const ADVICE: Record<StoreFailure, string> = {
  full: 'the disk is full; free some space, then try again',
  readOnly: 'it cannot be written; give this process write access to the file and its folder',
  corrupted: 'it is not a healthy database; stop the tool and restore the last backup of its folder',
  inaccessible: 'it cannot be opened or read; check that the folder exists, its rights and its disk',
  newer: 'a newer version of the tool wrote it; start that version again',
  closed: 'the store is closed',
  failed: 'SQLite refused',
};

const FAILURES: readonly (readonly [RegExp, StoreFailure])[] = [
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_READONLY/, 'readOnly'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'corrupted'],
  [/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH)/, 'inaccessible'],
];

/** The embedded store's file cannot do what was asked. What was not acknowledged is not written, not even half. */
export class EmbeddedStoreError extends ToolError {
  readonly code = 'STORE_UNAVAILABLE';
  readonly status = 503;
  readonly messageKey = 'error:storeUnavailable';

  constructor(
    readonly file: string,
    readonly failure: StoreFailure,
    options?: ErrorOptions,
  ) {
    const cause = options?.cause instanceof Error ? ` (${options.cause.message})` : '';
    super(`${file}: ${ADVICE[failure]}${cause}.`, options);
  }
}

/** Errors of SQLite as EmbeddedStoreError; anything else comes back as it is. */
export function storeError(error: unknown, file: string): unknown {
  if (error instanceof UnreadableDocument) return new EmbeddedStoreError(file, 'corrupted', { cause: error });
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const failure = FAILURES.find(([pattern]) => pattern.test(code))?.[1] ?? 'failed';
  return new EmbeddedStoreError(file, failure, { cause: error });
}
