import assert from 'node:assert/strict';
import { mongo, type Connection } from 'mongoose';
import { eachBackend } from '../../support/backends.js';
import { collectionNamed, collectionOf, ids } from '../../support/collections.js';

const duplicate = { code: 11000 };

describe('writes', () => {
  eachBackend((name, open) => {
    let connection: Connection;
    before(async () => {
      connection = await open();
    });

    describe('insertOne', () => {
      it('gives a document without _id a new one', async () => {
        const collection = collectionNamed(connection, 'withoutId');
        const document: { _id?: unknown; a: number } = { a: 1 };
        const { insertedId } = await collection.insertOne(document);
        assert.ok(insertedId instanceof mongo.ObjectId);
        assert.deepEqual(document['_id'], insertedId);
        assert.deepEqual(await collection.findOne({ _id: insertedId }), { _id: insertedId, a: 1 });
      });

      it('refuses an _id that is there already', async () => {
        const collection = await collectionOf(connection, { _id: 'x', a: 1 });
        await assert.rejects(collection.insertOne({ _id: 'x', a: 2 }), duplicate);
        assert.deepEqual(await collection.findOne({ _id: 'x' }), { _id: 'x', a: 1 });
      });

      it('stores undefined as null', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: undefined });
        assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, a: null });
      });
    });

    describe('updateOne', () => {
      it('tells what matched and what changed', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: 1 });
        const same = await collection.updateOne({ _id: 1 }, { $set: { a: 1 } });
        assert.deepEqual([same.matchedCount, same.modifiedCount, same.upsertedCount], [1, 0, 0]);
        const other = await collection.updateOne({ _id: 1 }, { $set: { a: 2 } });
        assert.deepEqual([other.matchedCount, other.modifiedCount], [1, 1]);
        const none = await collection.updateOne({ _id: 2 }, { $set: { a: 2 } });
        assert.deepEqual([none.matchedCount, none.modifiedCount], [0, 0]);
      });

      it('makes a document of the filter’s equalities when asked to', async () => {
        const collection = await collectionOf(connection);
        const filter = { _id: 'k', 'scope.of': 's', n: { $gt: 3 }, $and: [{ b: { $eq: 2 } }] };
        const change = { $inc: { count: 2 }, $setOnInsert: { first: true } };
        const result = await collection.updateOne(filter, change, { upsert: true });
        assert.deepEqual([result.upsertedCount, result.upsertedId, result.matchedCount], [1, 'k', 0]);
        const expected = { _id: 'k', scope: { of: 's' }, b: 2, count: 2, first: true };
        assert.deepEqual(await collection.findOne({ _id: 'k' }), expected);
      });

      it('leaves $setOnInsert alone when a document matched', async () => {
        const collection = await collectionOf(connection, { _id: 1, n: 1 });
        await collection.updateOne(
          { _id: 1 },
          { $inc: { n: 1 }, $setOnInsert: { first: true } },
          { upsert: true },
        );
        assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, n: 2 });
      });

      it('takes the _id of $setOnInsert', async () => {
        const collection = await collectionOf(connection);
        await collection.updateOne({ a: 1 }, { $setOnInsert: { _id: 'mine' } }, { upsert: true });
        assert.deepEqual(await collection.findOne({ a: 1 }), { _id: 'mine', a: 1 });
      });

      it('never changes an _id', async () => {
        const collection = await collectionOf(connection, { _id: 1 });
        await assert.rejects(collection.updateOne({ _id: 1 }, { $set: { _id: 2 } }), { code: 66 });
        assert.deepEqual(ids(await collection.find({}).toArray()), [1]);
      });
    });

    it('updateMany changes every match', async () => {
      const collection = await collectionOf(
        connection,
        { _id: 1, a: 1 },
        { _id: 2, a: 1, b: 1 },
        { _id: 3, a: 2 },
      );
      const result = await collection.updateMany({ a: 1 }, { $set: { b: 1 } });
      assert.deepEqual([result.matchedCount, result.modifiedCount], [2, 1]);
      assert.equal(await collection.countDocuments({ b: 1 }), 2);
    });

    describe('replaceOne', () => {
      it('keeps the _id and nothing else', async () => {
        const collection = await collectionOf(connection, { _id: 1, a: 1, b: 2 });
        const { modifiedCount } = await collection.replaceOne({ a: 1 }, { c: 3 });
        assert.equal(modifiedCount, 1);
        assert.deepEqual(await collection.find({}).toArray(), [{ _id: 1, c: 3 }]);
      });

      it('inserts when asked to', async () => {
        const collection = await collectionOf(connection);
        await collection.replaceOne({ _id: 5 }, { c: 3 }, { upsert: true });
        assert.deepEqual(await collection.find({}).toArray(), [{ _id: 5, c: 3 }]);
      });
    });

    describe('findOneAndUpdate', () => {
      it('gives the document as it was, or as it is', async () => {
        const collection = await collectionOf(connection, { _id: 1, n: 1 });
        assert.deepEqual(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }), { _id: 1, n: 1 });
        const after = await collection.findOneAndUpdate(
          { _id: 1 },
          { $inc: { n: 1 } },
          { returnDocument: 'after' },
        );
        assert.deepEqual(after, { _id: 1, n: 3 });
      });

      it('gives null when nothing matched', async () => {
        const collection = await collectionOf(connection);
        assert.equal(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }), null);
      });

      it('takes the first in order', async () => {
        const collection = await collectionOf(
          connection,
          { _id: 1, n: 2 },
          { _id: 2, n: 1 },
          { _id: 3, n: 3 },
        );
        const options = { sort: { n: -1 }, projection: { _id: 1 } } as const;
        assert.deepEqual(
          await collection.findOneAndUpdate({ n: { $lt: 3 } }, { $set: { done: 1 } }, options),
          { _id: 1 },
        );
        assert.deepEqual(await collection.findOne({ done: 1 }), { _id: 1, n: 2, done: 1 });
      });

      it('tells the server’s whole answer on demand', async () => {
        const collection = await collectionOf(connection, { _id: 1, n: 1 });
        const options = { returnDocument: 'after', includeResultMetadata: true, upsert: true } as const;
        const updated = await collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, options);
        assert.deepEqual(updated?.['value'], { _id: 1, n: 2 });
        assert.deepEqual(updated?.['lastErrorObject'], { n: 1, updatedExisting: true });
        const inserted = await collection.findOneAndUpdate({ _id: 2 }, { $inc: { n: 1 } }, options);
        assert.deepEqual(inserted?.['value'], { _id: 2, n: 1 });
        // mongo-java-server leaves it out.
        if (name === 'embedded')
          assert.deepEqual(inserted?.['lastErrorObject'], { n: 1, updatedExisting: false, upserted: 2 });
      });

      it('counts each of many at once', async () => {
        const collection = await collectionOf(connection, { _id: 1, n: 0 });
        const change = () => collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
        await Promise.all(Array.from({ length: 100 }, change));
        assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, n: 100 });
      });
    });

    it('findOneAndReplace gives the new document', async () => {
      const collection = await collectionOf(connection, { _id: 1, n: 1 });
      const after = await collection.findOneAndReplace(
        { n: 1 },
        { m: 2 },
        {
          returnDocument: 'after',
        },
      );
      assert.deepEqual(after, { _id: 1, m: 2 });
    });

    it('findOneAndDelete gives the document to one caller alone', async () => {
      const collection = await collectionOf(connection, { _id: 1, n: 1 });
      const taken = await Promise.all([1, 2, 3].map(() => collection.findOneAndDelete({ _id: 1 })));
      assert.deepEqual(taken.filter(Boolean), [{ _id: 1, n: 1 }]);
      assert.equal(await collection.countDocuments({}), 0);
    });

    it('deleteOne and deleteMany tell how many went', async () => {
      const collection = await collectionOf(
        connection,
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
        { _id: 3, a: 1 },
        { _id: 4 },
      );
      assert.equal((await collection.deleteOne({ a: 1 })).deletedCount, 1);
      assert.equal((await collection.deleteMany({ a: 1 })).deletedCount, 2);
      assert.deepEqual(ids(await collection.find({}).toArray()), [4]);
    });

    describe('bulkWrite', () => {
      it('runs operations in their order and counts them', async () => {
        const collection = await collectionOf(connection);
        const result = await collection.bulkWrite([
          { insertOne: { document: { _id: 1, n: 1 } } },
          { updateOne: { filter: { n: 1 }, update: { $set: { v: 5 } } } },
          { updateOne: { filter: { _id: 2 }, update: { $set: { v: 6 } }, upsert: true } },
          { replaceOne: { filter: { _id: 2 }, replacement: { n: 3 } } },
          { updateMany: { filter: {}, update: { $inc: { n: 1 } } } },
          { deleteOne: { filter: { _id: 1 } } },
        ]);
        const { insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount } = result;
        assert.deepEqual(
          [insertedCount, matchedCount, modifiedCount, upsertedCount, deletedCount],
          [1, 4, 4, 1, 1],
        );
        assert.deepEqual(result.upsertedIds, { 2: 2 });
        assert.deepEqual(await collection.find({}).toArray(), [{ _id: 2, n: 4 }]);
      });

      const inserts = [1, 1, 2].map((_id) => ({ insertOne: { document: { _id } } }));

      it('stops at the first failure, what came before stands', async () => {
        const collection = await collectionOf(connection);
        await assert.rejects(collection.bulkWrite(inserts), duplicate);
        assert.deepEqual(ids(await collection.find({}).toArray()), [1]);
      });

      it('goes on after a failure when unordered, and says which failed', async () => {
        const collection = await collectionOf(connection);
        await assert.rejects(collection.bulkWrite(inserts, { ordered: false }), (error) => {
          assert.ok(error instanceof mongo.MongoBulkWriteError);
          assert.deepEqual(
            [error.writeErrors].flat().map(({ index }) => index),
            [1],
          );
          // mongo-java-server counts the failed one too.
          if (name === 'embedded') assert.equal(error.insertedCount, 2);
          return error.code === 11000;
        });
        assert.deepEqual(ids(await collection.find({}).sort({ _id: 1 }).toArray()), [1, 2]);
      });
    });
  });
});
