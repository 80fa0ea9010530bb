import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { closeConnection } from '../../../src/storage/connection.js';
import { EmbeddedStore } from '../../../src/storage/embedded/embeddedStore.js';
import { embeddedConnection } from '../../../src/storage/embedded/embeddedConnection.js';
import { failOnSlowQuery, openEmbeddedIn, temporaryDirectory } from '../../support/backends.js';
import { collectionNamed, ids, type TestCollection } from '../../support/collections.js';

const at = (seconds: number) => new Date(seconds * 1000);

describe('the expiry sweep', () => {
  let dataDirectory: string;
  let now: Date;
  let store: EmbeddedStore;
  let connection: Connection;
  let collection: TestCollection;

  beforeEach(async () => {
    dataDirectory = temporaryDirectory();
    store = new EmbeddedStore({
      dataDirectory,
      databaseName: 'test',
      now: () => now,
      sweepEverySeconds: 3600,
      onSlowQuery: failOnSlowQuery,
      onError: assert.ifError,
    });
    connection = embeddedConnection(store);
    collection = collectionNamed(connection, 'c');
  });
  afterEach(async () => {
    await closeConnection(connection);
    rmSync(dataDirectory, { recursive: true });
  });

  const left = async () => ids(await collection.find({}, { sort: { _id: 1 } }).toArray());

  for (const direction of [1, -1]) {
    it(`removes what has expired, in an index of direction ${direction}`, async () => {
      await collection.createIndex({ at: direction }, { expireAfterSeconds: 60 });
      await collection.insertMany([
        { _id: 1, at: at(39) },
        { _id: 2, at: at(40) },
        { _id: 3, at: at(41) },
        { _id: 4, at: [at(500), at(1)] },
        { _id: 5, at: 1 },
        { _id: 6, at: 'text' },
        { _id: 7 },
      ]);
      now = at(100);
      await store.sweep();
      assert.deepEqual(await left(), [3, 5, 6, 7]);
      now = at(101);
      await store.sweep();
      assert.deepEqual(await left(), [5, 6, 7]);
    });
  }

  it('removes any number, and their keys in other indexes', async () => {
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany(
      Array.from({ length: 700 }, (_, i) => ({ _id: i, a: i, at: at(i < 650 ? 1 : 99) })),
    );
    now = at(1);
    await store.sweep();
    assert.equal(await collection.countDocuments({}), 50);
    assert.equal(await collection.countDocuments({ a: { $gte: 0 } }), 50);
    await collection.insertOne({ _id: 'again', a: 3, at: at(2) });
  });

  it('leaves indexes without expiry alone', async () => {
    await collection.createIndex({ at: 1 });
    await collection.insertOne({ _id: 1, at: at(0) });
    now = at(1e6);
    await store.sweep();
    assert.deepEqual(await left(), [1]);
  });

  it('comes by itself', async () => {
    const directory = temporaryDirectory();
    const ticking = await openEmbeddedIn(directory, { now: () => at(100), sweepEverySeconds: 0.02 });
    const sessions = collectionNamed(ticking, 'sessions');
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await sessions.insertOne({ _id: 1, at: at(99) });
    while ((await sessions.countDocuments({})) > 0) await wait(5);
    await closeConnection(ticking);
    rmSync(directory, { recursive: true });
  });
});
