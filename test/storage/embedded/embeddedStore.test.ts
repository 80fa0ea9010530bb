import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Schema } from 'mongoose';
import { openDatabase } from '../../../src/storage/embedded/sqliteBinding.js';
import { checkPulse, closeConnection } from '../../../src/storage/connection.js';
import { openEmbeddedIn, temporaryDirectory } from '../../support/backends.js';
import { collectionNamed, ids } from '../../support/collections.js';

describe('EmbeddedStore', () => {
  let directory: string;
  const file = () => join(directory, 'attendus.sqlite');
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('has its documents and indexes when opened again', async () => {
    const first = await openEmbeddedIn(directory);
    const written = collectionNamed(first, 'c');
    await written.createIndex({ a: -1, list: 1 }, { unique: true });
    await written.insertMany([
      { _id: 1, a: 1, list: ['x', 'y'] },
      { _id: 2, a: 2 },
    ]);
    await closeConnection(first);

    const second = await openEmbeddedIn(directory);
    const read = collectionNamed(second, 'c');
    await assert.rejects(read.insertOne({ _id: 3, a: 1, list: 'y' }), { code: 11000 });
    // It still knows that the index holds arrays, whose elements may meet one limit each.
    assert.deepEqual(ids(await read.find({ a: 1, list: { $gt: 'x', $lt: 'y' } }).toArray()), [1]);
    await closeConnection(second);
  });

  it('forgets what a failed write made known', async () => {
    const connection = await openEmbeddedIn(directory);
    const collection = collectionNamed(connection, 'c');
    await collection.createIndex({ a: 1 });
    await collection.createIndex({ b: 1 }, { unique: true });
    await collection.insertOne({ _id: 1, a: 0, b: 1 });
    await assert.rejects(collection.insertOne({ _id: 2, a: [1, 9], b: 1 }), { code: 11000 });
    await collection.insertOne({ _id: 3, a: [1, 9], b: 2 });
    await closeConnection(connection);

    const again = await openEmbeddedIn(directory);
    const found = await collectionNamed(again, 'c')
      .find({ a: { $gt: 3, $lt: 5 } })
      .toArray();
    assert.deepEqual(ids(found), [3]);
    await closeConnection(again);
  });

  it('finishes the writes asked for before it closes', async () => {
    const connection = await openEmbeddedIn(directory);
    const write = collectionNamed(connection, 'c').insertOne({ _id: 1 });
    await closeConnection(connection);
    await write;
    const again = await openEmbeddedIn(directory);
    assert.equal(await collectionNamed(again, 'c').countDocuments({}), 1);
    await closeConnection(again);
  });

  it('refuses to work once closed, and says so', async () => {
    const connection = await openEmbeddedIn(directory);
    const collection = collectionNamed(connection, 'c');
    await closeConnection(connection);
    await assert.rejects(collection.insertOne({ _id: 1 }), { failure: 'closed', code: 'STORE_UNAVAILABLE' });
    await assert.rejects(collection.findOne({}), { failure: 'closed' });
    await assert.rejects(checkPulse(connection, new Date()), { failure: 'closed' });
  });

  it('makes the data directory and its files for their owner alone', async () => {
    const dataDirectory = join(directory, 'a', 'b');
    const connection = await openEmbeddedIn(dataDirectory);
    await collectionNamed(connection, 'c').insertOne({ _id: 1 });
    assert.equal(statSync(dataDirectory).mode & 0o777, 0o700);
    for (const name of ['attendus.sqlite', 'attendus.sqlite-wal', 'attendus.sqlite-shm']) {
      assert.equal(statSync(join(dataDirectory, name)).mode & 0o777, 0o600, name);
    }
    await closeConnection(connection);
  });

  it('says when a file stands where the data directory should be', async () => {
    const dataDirectory = join(directory, 'file');
    writeFileSync(dataDirectory, '');
    await assert.rejects(openEmbeddedIn(dataDirectory), { failure: 'inaccessible', file: dataDirectory });
  });

  it('says when its file is no database, and lets the directory go', async () => {
    writeFileSync(file(), 'This is a text, not a database. '.repeat(100));
    await assert.rejects(openEmbeddedIn(directory), (error: Error) => {
      assert.match(
        error.message,
        /attendus\.sqlite: it is not a healthy database; .*restore the last backup/,
      );
      return 'failure' in error && error.failure === 'corrupted';
    });
    rmSync(file());
    await closeConnection(await openEmbeddedIn(directory));
  });

  async function fill(): Promise<void> {
    const connection = await openEmbeddedIn(directory);
    const text = 'x'.repeat(1000);
    const documents = Array.from({ length: 500 }, (_, _id) => ({ _id, text }));
    await collectionNamed(connection, 'c').insertMany(documents);
    await closeConnection(connection);
  }

  it('says when its file has lost its end', async () => {
    await fill();
    truncateSync(file(), statSync(file()).size / 2);
    await assert.rejects(openEmbeddedIn(directory), { failure: 'corrupted' });
  });

  it('says when something else has written into its file', async () => {
    await fill();
    const bytes = readFileSync(file());
    const garbage = bytes.fill(0xee, bytes.length / 2, bytes.length / 2 + 20_000);
    writeFileSync(file(), garbage);
    const broken = await openEmbeddedIn(directory);
    await assert.rejects(collectionNamed(broken, 'c').find({}).toArray(), { failure: 'corrupted' });
    await closeConnection(broken);
  });

  it('says when a document has become unreadable', async () => {
    await fill();
    const database = openDatabase(file());
    database.exec(`UPDATE documents_1 SET document = x'05000000' WHERE row_id = 7`);
    database.close();
    const broken = await openEmbeddedIn(directory);
    await assert.rejects(collectionNamed(broken, 'c').findOne({ _id: 6 }), { failure: 'corrupted' });
    assert.equal((await collectionNamed(broken, 'c').findOne({ _id: 7 }))?.['_id'], 7);
    await closeConnection(broken);
  });

  it('says when its place cannot be written', async () => {
    mkdirSync(file());
    await assert.rejects(openEmbeddedIn(directory), { failure: 'inaccessible', file: file() });
  });

  it('leaves alone a file of a newer version', async () => {
    await closeConnection(await openEmbeddedIn(directory));
    const database = openDatabase(file());
    database.exec('PRAGMA user_version = 99');
    database.close();
    await assert.rejects(openEmbeddedIn(directory), { failure: 'newer' });
  });

  it('refuses a document that is too large, and goes on', async () => {
    const connection = await openEmbeddedIn(directory);
    const collection = collectionNamed(connection, 'c');
    for (const megabytes of [16, 17, 40]) {
      const text = 'x'.repeat(megabytes * 1024 * 1024);
      await assert.rejects(collection.insertOne({ _id: 1, text }), { code: 10334 });
    }
    await collection.insertOne({ _id: 2, text: 'x'.repeat(15 * 1024 * 1024) });
    await closeConnection(connection);
  });

  it('tells its database healthy after all that', async () => {
    const connection = await openEmbeddedIn(directory);
    const model = connection.model('Thing', new Schema({ a: { type: Number, index: true } }));
    await model.init();
    await model.create({ a: 1 });
    await closeConnection(connection);
    const database = openDatabase(file());
    assert.deepEqual(database.prepare('PRAGMA integrity_check').get(), { integrity_check: 'ok' });
    database.close();
  });
});
