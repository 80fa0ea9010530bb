import mongoose, { type Connection, type Mongoose } from 'mongoose';
import { EmbeddedClient } from './embeddedClient.js';
import type { EmbeddedStore } from './embeddedStore.js';
import { NotSupported } from './notSupported.js';

/** What a connection to the embedded store says its host is. */
export const EMBEDDED_HOST = 'embedded';

/** The parts of mongoose's driver connection that a driver fills in. */
interface DriverConnection extends Connection {
  client: unknown;
  onOpen(): void;
}

/*
 * mongoose.Connection is the class in its lib/drivers/node-mongodb-native, and the fields below are no public
 * interface: package.json pins mongoose exactly, and test/storage/embedded says what an update would break.
 */
const NativeConnection = mongoose.Connection as unknown as new (base: Mongoose) => DriverConnection;

/** A mongoose connection whose models read and write the embedded store; no other connection changes. */
class EmbeddedConnection extends NativeConnection {
  constructor(store: EmbeddedStore) {
    super(mongoose);
    const client = new EmbeddedClient(store);
    const { databaseName } = client.database;
    Object.assign(this, { client, db: client.database, name: databaseName, host: EMBEDDED_HOST });
    this.onOpen();
  }

  // mongoose's own would speak to a MongoDB server.
  createClient(): never {
    throw new NotSupported('openUri');
  }

  override useDb(): never {
    throw new NotSupported('useDb');
  }
}

export const embeddedConnection = (store: EmbeddedStore): Connection => new EmbeddedConnection(store);
