import assert from 'node:assert/strict';
import type { Connection } from 'mongoose';
import { eachBackend } from '../../support/backends.js';
import { collectionOf, type Fields } from '../../support/collections.js';

describe('update operators', () => {
  eachBackend((name, open) => {
    let connection: Connection;
    before(async () => {
      connection = await open();
    });

    async function updated(fields: Fields, update: Fields): Promise<Fields> {
      const collection = await collectionOf(connection, { _id: 1, ...fields });
      await collection.updateOne({ _id: 1 }, update);
      const { _id, ...after } = (await collection.findOne({ _id: 1 }))!;
      return after;
    }

    const cases: readonly (readonly [string, Fields, Fields, Fields])[] = [
      ['$set writes a field', { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
      ['$set makes the documents on its way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
      ['$set writes an element of an array', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
      ['$set fills an array up to its place', { a: [1] }, { $set: { 'a.2': 9 } }, { a: [1, null, 9] }],
      ['$set writes into an element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
      ['$set takes whole documents', { a: { b: 1 } }, { $set: { a: { c: [1] } } }, { a: { c: [1] } }],
      ['$unset removes a field', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
      ['$unset removes a nested field', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1 } }, { a: { c: 2 } }],
      ['$unset leaves alone what is not there', { a: 1 }, { $unset: { 'b.c': 1 } }, { a: 1 }],
      ['$inc adds', { a: 1 }, { $inc: { a: -3 } }, { a: -2 }],
      ['$inc starts at zero', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
      ['$max keeps the larger', { a: 5, b: 5 }, { $max: { a: 4, b: 6 } }, { a: 5, b: 6 }],
      ['$max compares dates', { a: new Date(1) }, { $max: { a: new Date(2) } }, { a: new Date(2) }],
      ['$max writes what is missing', {}, { $max: { a: 1 } }, { a: 1 }],
      ['$min keeps the smaller', { a: 5, b: 5 }, { $min: { a: 4, b: 6 } }, { a: 4, b: 5 }],
      ['$push adds one', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
      ['$push makes an array', {}, { $push: { 'a.b': 1 } }, { a: { b: [1] } }],
      ['$push adds an array as one element', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
      ['$push adds each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
      [
        '$push keeps the last',
        { a: [1, 2] },
        { $push: { a: { $each: [3, 4], $slice: -3 } } },
        { a: [2, 3, 4] },
      ],
      [
        '$push keeps the first',
        { a: [1, 2] },
        { $push: { a: { $each: [3, 4], $slice: 3 } } },
        { a: [1, 2, 3] },
      ],
      ['$push slices a new array too', {}, { $push: { a: { $each: [1, 2, 3], $slice: -2 } } }, { a: [2, 3] }],
      ['$pull removes a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
      ['$pull removes what meets a condition', { a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
      [
        '$pull removes documents by their fields',
        {
          a: [
            { k: 1, v: 1 },
            { k: 2, v: 1 },
          ],
        },
        { $pull: { a: { k: 1 } } },
        { a: [{ k: 2, v: 1 }] },
      ],
      ['$pull leaves alone what is not there', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
      ['$addToSet adds what is new', { a: [1] }, { $addToSet: { a: 2 } }, { a: [1, 2] }],
      ['$addToSet knows documents', { a: [{ k: 1 }] }, { $addToSet: { a: { k: 1 } } }, { a: [{ k: 1 }] }],
      ['$addToSet adds each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
      [
        'several operators work together',
        { a: 1, b: [1] },
        { $inc: { a: 1 }, $push: { b: 2 } },
        { a: 2, b: [1, 2] },
      ],
    ];
    for (const [title, fields, update, expected] of cases) {
      it(title, async () => assert.deepEqual(await updated(fields, update), expected));
    }

    const failures: readonly (readonly [string, Fields, Fields])[] = [
      ['$inc refuses a text', { a: 'x' }, { $inc: { a: 1 } }],
      ['$push refuses what is no array', { a: 1 }, { $push: { a: 1 } }],
      ['$addToSet refuses what is no array', { a: 1 }, { $addToSet: { a: 1 } }],
      ['$set refuses a field of a number', { a: 1 }, { $set: { 'a.b': 1 } }],
      ['two operators refuse one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }],
      ['two operators refuse a path and one under it', {}, { $set: { a: {} }, $inc: { 'a.b': 1 } }],
    ];
    for (const [title, fields, update] of failures) {
      it(`${title}, and changes nothing`, async () => {
        const collection = await collectionOf(connection, { _id: 1, ...fields });
        await assert.rejects(collection.updateOne({ _id: 1 }, update), { name: 'MongoServerError' });
        assert.deepEqual(await collection.findOne({ _id: 1 }), { _id: 1, ...fields });
      });
    }

    it('refuses an update without operators', async () => {
      const collection = await collectionOf(connection, { _id: 1 });
      await assert.rejects(async () => collection.updateOne({ _id: 1 }, { a: 1 }), /atomic operators/);
    });

    it('refuses a replacement with operators', async () => {
      const collection = await collectionOf(connection, { _id: 1 });
      await assert.rejects(
        async () => collection.replaceOne({ _id: 1 }, { $set: { a: 1 } }),
        /atomic operators/,
      );
    });

    // mongo-java-server takes these; MongoDB refuses them as the embedded store does.
    if (name === 'embedded') {
      it('$inc refuses null', async () => {
        await assert.rejects(updated({ a: null }, { $inc: { a: 1 } }), { code: 14 });
      });

      it('$set refuses a field of null', async () => {
        await assert.rejects(updated({ a: null }, { $set: { 'a.b': 1 } }), { code: 28 });
      });
    }
  });
});
