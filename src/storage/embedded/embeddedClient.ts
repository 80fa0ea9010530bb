import { EventEmitter } from 'node:events';
import { mongo } from 'mongoose';
import { EmbeddedDatabase } from './embeddedDatabase.js';
import type { EmbeddedStore } from './embeddedStore.js';
import { refuseTheRest } from './refuseTheRest.js';

/** What mongoose asks of the MongoDB driver's client, once connected. */
export class EmbeddedClient extends EventEmitter {
  readonly database: EmbeddedDatabase;

  constructor(private readonly store: EmbeddedStore) {
    super();
    this.database = new EmbeddedDatabase(store);
  }

  async close(): Promise<void> {
    this.store.close();
  }
}

refuseTheRest(EmbeddedClient.prototype, mongo.MongoClient.prototype);
