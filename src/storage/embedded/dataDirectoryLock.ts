import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../../errors.js';
import { storeError } from './embeddedStoreError.js';
import { openDatabase, sqliteCode, type SqlDatabase } from './sqliteBinding.js';

/** Another process holds the data directory; the embedded store has one writer. */
export class DataDirectoryInUse extends ToolError {
  readonly code = 'DATA_DIRECTORY_IN_USE';
  readonly status = 503;
  readonly messageKey = 'error:storeUnavailable';

  constructor(
    readonly directory: string,
    /** Undefined when the owner has not written it down yet. */
    readonly ownerPid: number | undefined,
  ) {
    super(
      `${directory} is in use by ${ownerPid === undefined ? 'another process' : `process ${ownerPid}`}: ` +
        'stop it, or start this one with another ATTENDUS_DATA_DIR.',
    );
  }
}

export interface DataDirectoryLock {
  /** Process that had the directory and ended without giving it back: it was killed, or the machine stopped. */
  readonly killedPid: number | undefined;
  release(): void;
}

/**
 * Takes the directory for this process. SQLite's exclusive lock is the operating system's, which frees it
 * however the process ends. A local disk is needed: network file systems often only pretend to lock.
 *
 * @throws {DataDirectoryInUse}
 */
export function lockDataDirectory(directory: string): DataDirectoryLock {
  const file = join(directory, 'attendus.lock');
  // Beside the lock, not in it: nobody but SQLite may open a file that it holds a lock on.
  const pidFile = join(directory, 'attendus.pid');
  const database = lockedDatabase(file, () => new DataDirectoryInUse(directory, pidIn(pidFile)));
  const killedPid = pidIn(pidFile);
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    killedPid,
    release() {
      rmSync(pidFile, { force: true });
      database.close();
    },
  };
}

function lockedDatabase(file: string, inUse: () => DataDirectoryInUse): SqlDatabase {
  let database: SqlDatabase | undefined;
  try {
    database = openDatabase(file);
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    throw sqliteCode(error)?.startsWith('SQLITE_BUSY') ? inUse() : storeError(error, file);
  }
}

function pidIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
