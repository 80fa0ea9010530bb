import assert from 'node:assert/strict';
import type { Connection } from 'mongoose';
import { eachBackend } from '../../support/backends.js';
import { collectionOf, ids } from '../../support/collections.js';

const duplicate = { code: 11000 };

describe('indexes', () => {
  eachBackend((name, open) => {
    let connection: Connection;
    before(async () => {
      connection = await open();
    });

    describe('a unique index', () => {
      it('refuses a second document, inserted or updated', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: 'x' }, { _id: 2, a: 'y' });
        await collection.createIndex({ a: 1 }, { unique: true });
        await assert.rejects(collection.insertOne({ _id: 3, a: 'x' }), duplicate);
        await assert.rejects(collection.updateOne({ _id: 2 }, { $set: { a: 'x' } }), duplicate);
        assert.deepEqual(await collection.find({}).sort({ _id: 1 }).toArray(), [
          { _id: 1, a: 'x' },
          { _id: 2, a: 'y' },
        ]);
      });

      it('frees a value that was changed or deleted', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: 'x' }, { _id: 2, a: 'y' });
        await collection.createIndex({ a: 1 }, { unique: true });
        await collection.updateOne({ _id: 1 }, { $set: { a: 'z' } });
        await collection.deleteOne({ _id: 2 });
        await collection.insertMany([
          { _id: 3, a: 'x' },
          { _id: 4, a: 'y' },
        ]);
        assert.deepEqual(
          ids(
            await collection
              .find({ a: { $in: ['x', 'y'] } })
              .sort({ a: 1 })
              .toArray(),
          ),
          [3, 4],
        );
      });

      it('takes all its paths together', async () => {
        const collection = await collectionOf(connection);
        await collection.createIndex({ a: 1, b: -1 }, { unique: true });
        await collection.insertMany([
          { _id: 1, a: 1, b: 1 },
          { _id: 2, a: 1, b: 2 },
          { _id: 3, a: 2, b: 1 },
        ]);
        await assert.rejects(collection.insertOne({ _id: 4, a: 1, b: 2 }), duplicate);
      });

      it('counts missing as null', async () => {
        const collection = await collectionOf(connection, { _id: 1 });
        await collection.createIndex({ 'a.b': 1 }, { unique: true });
        await assert.rejects(collection.insertOne({ _id: 2, a: { b: null } }), duplicate);
      });

      it('lets any number of documents lack its path when sparse', async () => {
        const collection = await collectionOf(connection, { _id: 1 }, { _id: 2 }, { _id: 3, a: 1 });
        await collection.createIndex({ a: 1 }, { unique: true, sparse: true });
        await assert.rejects(collection.insertOne({ _id: 4, a: 1 }), duplicate);
        assert.equal(await collection.countDocuments({ a: null }), 2);
      });

      it('holds for each element of an array', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: ['x', 'y'] });
        await collection.createIndex({ a: 1 }, { unique: true });
        await assert.rejects(collection.insertOne({ _id: 2, a: ['z', 'y'] }), duplicate);
        await collection.insertOne({ _id: 3, a: ['z', 'z'] });
      });

      it('cannot be made over duplicates', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: 1 }, { _id: 2, a: 1 });
        await assert.rejects(collection.createIndex({ a: 1 }, { unique: true }), duplicate);
        await collection.insertOne({ _id: 3, a: 1 });
      });

      it('keeps to one document however many upserts come at once', async () => {
        const collection = await collectionOf(connection);
        await collection.createIndex({ a: 1 }, { unique: true });
        const upsert = () => collection.updateOne({ a: 1 }, { $inc: { n: 1 } }, { upsert: true });
        await Promise.allSettled(Array.from({ length: 20 }, upsert));
        assert.equal(await collection.countDocuments({ a: 1 }), 1);
      });
    });

    it('are listed, and can be dropped', async () => {
      const collection = await collectionOf(connection, { _id: 1 });
      assert.equal(await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 }), 'at_1');
      assert.equal(await collection.createIndex({ a: 1, b: -1 }, { unique: true, name: 'mine' }), 'mine');
      const listed = (await collection.indexes()).map(({ key, name: ofIndex }) => [ofIndex, key]);
      assert.deepEqual(listed, [
        ['_id_', { _id: 1 }],
        ['at_1', { at: 1 }],
        ['mine', { a: 1, b: -1 }],
      ]);
      assert.equal((await collection.indexes())[1]?.['expireAfterSeconds'], 60);
      await collection.dropIndex('mine');
      assert.deepEqual(
        (await collection.indexes()).map((index) => index.name),
        ['_id_', 'at_1'],
      );
    });

    it('are made once, however often they are asked for', async () => {
      const collection = await collectionOf(connection);
      await collection.createIndex({ a: 1 });
      await collection.createIndex({ a: 1 });
      assert.equal((await collection.indexes()).length, 2);
    });

    if (name !== 'embedded') return;

    // As MongoDB does; mongo-java-server wants one element to meet both.
    for (const index of [{ list: 1 }, { a: 1, list: 1 }, { a: 1, b: 1, list: 1 }]) {
      it(`let each limit be met by another element of an array, under ${Object.keys(index).join()}`, async () => {
        const collection = await collectionOf(
          connection,
          { _id: 1, a: 1, b: 2, list: [1, 20] },
          { _id: 2, a: 1, b: 2, list: [1, 2] },
          { _id: 3, a: 1, b: 2, list: 7 },
        );
        await collection.createIndex(index);
        const found = collection.find({ a: 1, list: { $gte: 5, $lte: 10 } }).sort({ _id: 1 });
        assert.deepEqual(ids(await found.toArray()), [1, 3]);
      });
    }

    it('say of a duplicate which value of which index it was', async () => {
      const collection = await collectionOf(connection, { _id: 1, a: { b: 'x' }, c: 1 });
      await collection.createIndex({ 'a.b': 1, c: -1 }, { unique: true });
      await assert.rejects(collection.insertOne({ _id: 2, a: { b: 'x' }, c: 1 }), {
        name: 'MongoServerError',
        code: 11000,
        keyPattern: { 'a.b': 1, c: -1 },
        keyValue: { 'a.b': 'x', c: 1 },
      });
      await assert.rejects(collection.insertOne({ _id: 1 }), {
        keyPattern: { _id: 1 },
        keyValue: { _id: 1 },
      });
    });

    it('are not changed under the same name or key', async () => {
      const collection = await collectionOf(connection);
      await collection.createIndex({ a: 1 });
      await assert.rejects(collection.createIndex({ a: 1 }, { unique: true }), { code: 86 });
      await assert.rejects(collection.createIndex({ a: 1 }, { name: 'other' }), { code: 85 });
      await assert.rejects(collection.dropIndex('b_1'), { code: 27 });
    });
  });
});
