import assert from 'node:assert/strict';
import { mongo, Schema, type Connection } from 'mongoose';
import { eachBackend } from '../../support/backends.js';
import { collectionOf, type Fields, type TestCollection } from '../../support/collections.js';

const notSupported = (what: string) => ({
  code: 'NOT_SUPPORTED',
  message: `${what} is not supported by the embedded store`,
});

describe('what the embedded store leaves out', () => {
  eachBackend((backend, open) => {
    if (backend !== 'embedded') return;
    let connection: Connection;
    let collection: TestCollection;
    before(async () => {
      connection = await open();
      collection = await collectionOf(connection, { _id: 1, a: 1 });
    });

    const filters: readonly (readonly [string, Fields])[] = [
      ['The filter operator $where', { $where: 'true' }],
      ['The filter operator $expr', { $expr: { $eq: ['$a', 1] } }],
      ['The filter operator $text', { $text: { $search: 'x' } }],
      ['The filter operator $jsonSchema', { $or: [{ $jsonSchema: {} }] }],
      ['The filter operator $type', { a: { $type: 'number' } }],
      ['The filter operator $all', { a: { $not: { $all: [1] } } }],
      ['The filter operator $near', { a: { $elemMatch: { $near: [1, 2] } } }],
      ['$gt with such a value', { a: { $gt: null } }],
      ['$lte with such a value', { a: { $lte: { b: 1 } } }],
      ['NaN', { a: Number.NaN }],
      ['The type Decimal128', { a: mongo.Decimal128.fromString('1') }],
      ['The type Long', { a: { $in: [mongo.Long.fromNumber(1)] } }],
    ];
    for (const [what, filter] of filters) {
      it(`refuses a filter with: ${what}`, async () => {
        await assert.rejects(collection.findOne(filter), notSupported(what));
        await assert.rejects(collection.deleteMany(filter), notSupported(what));
      });
    }

    const updates: readonly (readonly [string, Fields])[] = [
      ['The update operator $rename', { $rename: { a: 'b' } }],
      ['The update operator $currentDate', { $currentDate: { a: true } }],
      ['The positional path a.$', { $set: { 'a.$': 1 } }],
      ['The positional path a.$[].b', { $inc: { 'a.$[].b': 1 } }],
      ['$sort in $push', { $push: { list: { $each: [1], $sort: 1 } } }],
      ['A value of type bigint', { $set: { b: 1n } }],
      ['A regular expression in a document', { $set: { b: /x/ } }],
      ['Binary data', { $set: { b: Buffer.from('x') } }],
      ['An invalid date', { $set: { b: new Date(Number.NaN) } }],
      ['A field named __proto__', { $set: { b: JSON.parse('{"__proto__": 1}') } }],
      ['A field named __proto__', { $set: { '__proto__.b': 1 } }],
    ];
    for (const [what, update] of updates) {
      it(`refuses an update with: ${what}`, async () => {
        await assert.rejects(collection.updateOne({ _id: 1 }, update), notSupported(what));
        assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, a: 1 });
      });
    }

    it('refuses an update pipeline', async () => {
      const pipeline = [{ $set: { a: 2 } }] as unknown as Fields;
      await assert.rejects(collection.updateOne({ _id: 1 }, pipeline), notSupported('An update pipeline'));
    });

    it('refuses an _id that is a document', async () => {
      await assert.rejects(
        collection.insertOne({ _id: { a: 1 } }),
        notSupported('An _id that is not a plain value'),
      );
    });

    const indexes: readonly (readonly [string, Fields, Fields])[] = [
      ['The index option partialFilterExpression', { b: 1 }, { partialFilterExpression: { a: 1 } }],
      ['The option collation', { b: 1 }, { collation: { locale: 'fr' } }],
      ['An index of type text', { b: 'text' }, {}],
      ['An index of type hashed', { b: 'hashed' }, {}],
      ['An index on $**', { '$**': 1 }, {}],
      ['expireAfterSeconds on a compound index', { b: 1, c: 1 }, { expireAfterSeconds: 1 }],
    ];
    for (const [what, key, options] of indexes) {
      it(`refuses an index with: ${what}`, async () => {
        await assert.rejects(collection.createIndex(key, options), notSupported(what));
      });
    }

    it('refuses to index two arrays at once', async () => {
      const lists = await collectionOf(connection);
      await lists.createIndex({ 'list.a': 1, 'list.b': 1 });
      await lists.insertOne({ _id: 1, list: { a: [1, 2], b: 1 } });
      const refused = lists.insertOne({ _id: 2, list: [{ a: 1, b: 2 }] });
      await assert.rejects(refused, notSupported('An index over two arrays (list.a_1_list.b_1)'));
      assert.equal(await lists.countDocuments({}), 1);
    });

    it('refuses options whose absence would change the answer', async () => {
      const options = { collation: { locale: 'fr' } };
      await assert.rejects(collection.findOne({}, options), notSupported('The option collation'));
      assert.throws(() => collection.find({}, { hint: 'a_1' }), notSupported('The option hint'));
      const update = collection.updateOne({}, { $set: { a: 2 } }, { arrayFilters: [{}] });
      await assert.rejects(update, notSupported('The option arrayFilters'));
      await assert.rejects(
        collection.findOne({}, { projection: { a: { $slice: 1 } } }),
        notSupported('The projection of a'),
      );
      await assert.rejects(collection.findOne({}, { sort: { a: { $meta: 'x' } } }), /is not supported/);
    });

    it('refuses aggregation, change streams, distinct, sessions and transactions, through mongoose too', async () => {
      const model = connection.model('Thing', new Schema({ a: Number }));
      await assert.rejects(model.aggregate([{ $match: {} }]).exec(), notSupported('aggregate'));
      await assert.rejects(model.distinct('a').exec(), notSupported('distinct'));
      await assert.rejects(connection.startSession(), notSupported('startSession'));
      await assert.rejects(
        connection.transaction(async () => {}),
        notSupported('startSession'),
      );
      const stream = connection.collection('things');
      assert.throws(() => stream.watch(), notSupported('watch'));
      assert.throws(() => connection.useDb('other'), notSupported('useDb'));
      await assert.rejects(connection.dropDatabase(), notSupported('dropDatabase'));
    });
  });
});
