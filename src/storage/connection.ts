import mongoose, { type Connection } from 'mongoose';
import { EMBEDDED_HOST, embeddedConnection } from './embedded/embeddedConnection.js';
import { EmbeddedStore } from './embedded/embeddedStore.js';
import type { OnSlowQuery } from './embedded/readDocuments.js';

export interface ConnectionOptions {
  /** `mongodb://` or `mongodb+srv://`; without one the store is embedded. */
  readonly uri?: string | undefined;
  /** Where the embedded store keeps its files. */
  readonly dataDirectory: string;
  readonly now: () => Date;
  /** Told of each query of the embedded store that lacks an index; what it throws ends the query. */
  readonly onSlowQuery: OnSlowQuery;
  /** Told of what fails in the background: expiry on the embedded store, a lost connection to MongoDB. */
  readonly onError: (error: unknown) => void;
  /** Told of a process that had the embedded store and ended without closing it: what it acknowledged is there. */
  readonly onKilled?: (pid: number) => void;
  /** How often the embedded store removes what has expired; 60 when absent. */
  readonly sweepEverySeconds?: number;
}

const DATABASE = 'attendus';

/**
 * A connection of its own, never mongoose's default one.
 *
 * @throws {DataDirectoryInUse} while another process has the data directory.
 * @throws {EmbeddedStoreError} naming the file that cannot be used.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  if (options.uri !== undefined) return mongodbConnection(options.uri, options.onError);
  const { dataDirectory, now, onSlowQuery, onKilled, onError, sweepEverySeconds = 60 } = options;
  return embeddedConnection(
    new EmbeddedStore({
      dataDirectory,
      databaseName: DATABASE,
      now,
      sweepEverySeconds,
      onSlowQuery,
      onKilled,
      onError,
    }),
  );
}

/** A store that does not answer a small write within this time is not there. */
const PULSE_MS = 3000;

/** Rejects when the store does not take a write: one that only reads is a full disk, or a server without a primary. */
export async function checkPulse(connection: Connection, at: Date): Promise<void> {
  if (!connection.db) throw new Error('the connection is closed');
  const pulse = connection.collection<{ _id: string; at: Date }>('pulse');
  const beat = pulse.updateOne({ _id: 'pulse' }, { $set: { at } }, { upsert: true });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the store took too long')), PULSE_MS);
  });
  try {
    await Promise.race([beat, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Has the embedded store keep nothing of what was deleted or overwritten. MongoDB clears that away in its own time.
 * The embedded store does nothing else meanwhile: about a second for each hundred megabytes.
 */
export async function scrubConnection(connection: Connection): Promise<void> {
  if (connection.host === EMBEDDED_HOST) await connection.db?.command({ scrub: 1 });
}

export const closeConnection = (connection: Connection): Promise<void> => connection.close();

async function mongodbConnection(uri: string, onError: (error: unknown) => void): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    ...(namesDatabase(uri) ? {} : { dbName: DATABASE }),
    ...(/[?&]serverSelectionTimeoutMS=/i.test(uri) ? {} : { serverSelectionTimeoutMS: 10_000 }),
    // A page that cannot be answered now says so, rather than wait for a server that may not come back.
    bufferCommands: false,
    // An acknowledged evaluation outlives the loss of any one server.
    writeConcern: { w: 'majority', journal: true },
  });
  connection.on('error', onError);
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.destroy();
    throw error;
  }
}

const namesDatabase = (uri: string) => /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
