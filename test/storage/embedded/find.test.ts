import assert from 'node:assert/strict';
import { mongo, type Connection } from 'mongoose';
import { eachBackend } from '../../support/backends.js';
import {
  collectionOf,
  ids,
  type Fields,
  type TestCollection,
  type TestDocument,
} from '../../support/collections.js';

const { ObjectId } = mongo;

const some: readonly TestDocument[] = [
  { _id: 1, n: 1, name: 'Ada', tags: ['x', 'y'], place: { city: 'Lyon', code: 'a.b' } },
  { _id: 2, n: 2, name: 'Zoé', tags: ['y'], place: { city: 'Metz' } },
  {
    _id: 3,
    n: 3,
    name: null,
    tags: [],
    items: [
      { k: 1, v: 2 },
      { k: 2, v: 9 },
    ],
  },
  { _id: 4, n: 4, at: new Date(1000), items: [{ k: 1, v: 9 }] },
];

describe('find', () => {
  eachBackend((_name, open) => {
    let connection: Connection;
    let collection: TestCollection;
    before(async () => {
      connection = await open();
      collection = await collectionOf(connection, ...some);
    });

    const cases: readonly (readonly [string, Fields, readonly number[]])[] = [
      ['everything without a filter', {}, [1, 2, 3, 4]],
      ['what equals a value', { name: 'Zoé' }, [2]],
      ['what equals $eq', { name: { $eq: 'Zoé' } }, [2]],
      ['null and what is missing, for null', { name: null }, [3, 4]],
      ['what is not null', { name: { $ne: null } }, [1, 2]],
      ['what is in a list', { n: { $in: [1, 3, 9] } }, [1, 3]],
      ['nothing for an empty list', { n: { $in: [] } }, []],
      ['what is in no list', { n: { $nin: [1, 3] } }, [2, 4]],
      ['what lies between two limits', { n: { $gt: 1, $lte: 3 } }, [2, 3]],
      ['only values of the limit’s type', { name: { $gt: '' } }, [1, 2]],
      ['dates', { at: { $lte: new Date(1000) } }, [4]],
      ['what exists, null included', { name: { $exists: true } }, [1, 2, 3]],
      ['what does not exist', { name: { $exists: false } }, [4]],
      ['a nested field', { 'place.city': 'Metz' }, [2]],
      ['an element of an array', { tags: 'y' }, [1, 2]],
      ['an array of a size', { tags: { $size: 0 } }, [3]],
      ['a field of a document in an array', { 'items.v': { $gte: 9 } }, [3, 4]],
      ['fields of one and the same element', { items: { $elemMatch: { k: 1, v: 9 } } }, [4]],
      ['a value by its position', { 'items.0.v': 2 }, [3]],
      ['a pattern', { name: /^a/i }, [1]],
      ['a pattern with options', { name: { $regex: '^A', $options: 'i' } }, [1]],
      ['what a condition does not meet', { n: { $not: { $gt: 1 } } }, [1]],
      ['one of several filters', { $or: [{ n: 1 }, { 'place.city': 'Metz' }] }, [1, 2]],
      ['all of several filters', { $and: [{ n: { $gt: 1 } }, { n: { $lt: 3 } }] }, [2]],
      ['none of several filters', { $nor: [{ n: 1 }, { n: 2 }] }, [3, 4]],
    ];
    for (const [what, filter, expected] of cases) {
      it(`gives ${what}`, async () => {
        assert.deepEqual(ids(await collection.find(filter).sort({ _id: 1 }).toArray()), expected);
        assert.equal(await collection.countDocuments(filter), expected.length);
      });
    }

    it('gives nothing from a collection that is not there', async () => {
      const absent = await collectionOf(connection);
      assert.deepEqual(await absent.find({}).toArray(), []);
      assert.equal(await absent.findOne({ _id: 1 }), null);
      assert.equal(await absent.countDocuments({}), 0);
    });

    it('gives back every type of value as it was', async () => {
      const document = {
        _id: new ObjectId(),
        text: 'é\0💬',
        numbers: [0, -1, 1.5, 2 ** 40, 1e300],
        truth: [true, false, null],
        date: new Date(-1),
        reference: new ObjectId(),
        nested: { empty: {}, none: [], 'with.dot': [[1], [{ a: 2 }]] },
      };
      const types = await collectionOf(connection, document);
      assert.deepEqual(await types.findOne({ _id: document['_id'] }), document);
    });

    it('sorts by several paths, both ways', async () => {
      const sorted = await collectionOf(
        connection,
        { _id: 1, a: 1, b: 'x' },
        { _id: 2, a: 2, b: 'x' },
        { _id: 3, a: 1, b: 'y' },
        { _id: 4, b: 'z' },
      );
      assert.deepEqual(ids(await sorted.find({}).sort({ a: 1, b: -1 }).toArray()), [4, 3, 1, 2]);
      assert.deepEqual(ids(await sorted.find({}).sort({ a: -1, b: 1 }).toArray()), [2, 1, 3, 4]);
    });

    it('skips and limits after sorting', async () => {
      const page = await collection.find({}, { sort: { n: -1 }, skip: 1, limit: 2 }).toArray();
      assert.deepEqual(ids(page), [3, 2]);
    });

    it('keeps the fields that a projection names, and _id', async () => {
      const [document] = await collection
        .find({ _id: 1 }, { projection: { n: 1, 'place.city': 1 } })
        .toArray();
      assert.deepEqual(document, { _id: 1, n: 1, place: { city: 'Lyon' } });
    });

    it('leaves _id out when told so', async () => {
      assert.deepEqual(await collection.findOne({ _id: 1 }, { projection: { _id: 0, n: 1 } }), { n: 1 });
    });

    it('leaves out the fields that a projection denies', async () => {
      const projection = { tags: 0, 'place.code': 0, name: 0 };
      const document = await collection.findOne({ _id: 1 }, { projection });
      assert.deepEqual(document, { _id: 1, n: 1, place: { city: 'Lyon' } });
    });

    it('projects the documents in an array', async () => {
      const kept = await collection.findOne({ _id: 3 }, { projection: { _id: 0, 'items.k': 1 } });
      assert.deepEqual(kept, { items: [{ k: 1 }, { k: 2 }] });
      const denied = await collection.findOne(
        { _id: 4 },
        { projection: { _id: 0, n: 0, at: 0, 'items.v': 0 } },
      );
      assert.deepEqual(denied, { items: [{ k: 1 }] });
    });

    it('hands documents out one by one', async () => {
      const seen: unknown[] = [];
      for await (const { _id } of collection.find({}).sort({ n: -1 })) seen.push(_id);
      assert.deepEqual(seen, [4, 3, 2, 1]);
    });
  });
});
