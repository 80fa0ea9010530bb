import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import type { SlowQuery } from '../../src/storage/embedded/readDocuments.js';
import { closeConnection, openConnection, type ConnectionOptions } from '../../src/storage/connection.js';

export type BackendName = 'embedded' | 'mongodb';
type Close = () => Promise<void>;

interface Opened {
  readonly connection: Connection;
  readonly close: Close;
}

/** A query that lacks an index fails the test that asked it. */
export function failOnSlowQuery({ namespace, filterPaths, sortPaths }: SlowQuery): never {
  throw new Error(`${namespace} has no index for [${filterPaths.join()}] sorted by [${sortPaths.join()}]`);
}

export const temporaryDirectory = () => mkdtempSync(join(tmpdir(), 'attendus-test-'));

/** Tries again where a process that is about to end still puts a file into it. */
export const removeDirectory = (directory: string): void =>
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });

const testOptions = {
  now: () => new Date(),
  onError: (error: unknown) => {
    throw error;
  },
  onSlowQuery: failOnSlowQuery,
};

/** The embedded store of a data directory; the caller closes it and removes the directory. */
export const openEmbeddedIn = (dataDirectory: string, options: Partial<ConnectionOptions> = {}) =>
  openConnection({ ...testOptions, ...options, dataDirectory });

/**
 * Declares the same tests on every backend: the embedded store, and MongoDB where TEST_MONGODB_URI names a
 * server. `open` gives a connection to an empty store of its own, closed and removed after the test (or after
 * the suite, when opened in a `before`).
 */
export function eachBackend(define: (name: BackendName, open: () => Promise<Connection>) => void): void {
  describeBackend('embedded', openEmbedded, define);
  const uri = process.env['TEST_MONGODB_URI'];
  if (uri) describeBackend('mongodb', () => openMongodb(uri), define);
}

function describeBackend(
  name: BackendName,
  openOne: () => Promise<Opened>,
  define: (name: BackendName, open: () => Promise<Connection>) => void,
): void {
  describe(`on ${name}`, () => {
    let inTest = false;
    const ofTest: Close[] = [];
    const ofSuite: Close[] = [];
    beforeEach(() => {
      inTest = true;
    });
    afterEach(async () => {
      inTest = false;
      for (const close of ofTest.splice(0)) await close();
    });
    after(async () => {
      for (const close of ofSuite.splice(0)) await close();
    });

    define(name, async () => {
      const { connection, close } = await openOne();
      (inTest ? ofTest : ofSuite).push(close);
      return connection;
    });
  });
}

async function openEmbedded(): Promise<Opened> {
  const dataDirectory = temporaryDirectory();
  const connection = await openEmbeddedIn(dataDirectory);
  const close = async () => {
    await closeConnection(connection);
    removeDirectory(dataDirectory);
  };
  return { connection, close };
}

async function openMongodb(server: string): Promise<Opened> {
  const uri = new URL(server);
  uri.pathname = `/attendus-test-${randomUUID()}`;
  const connection = await openConnection({
    ...testOptions,
    uri: uri.href,
    dataDirectory: '',
  });
  const close = async () => {
    if (connection.readyState === mongoose.ConnectionStates.connected) await connection.dropDatabase();
    await closeConnection(connection);
  };
  return { connection, close };
}
