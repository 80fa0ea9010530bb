import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Connection } from 'mongoose';
import { SLOW_QUERY_DOCUMENTS, type SlowQuery } from '../../../src/storage/embedded/readDocuments.js';
import { closeConnection } from '../../../src/storage/connection.js';
import { failOnSlowQuery, openEmbeddedIn, temporaryDirectory } from '../../support/backends.js';
import { collectionNamed, ids, type Fields, type TestCollection } from '../../support/collections.js';

describe('onSlowQuery', () => {
  const dataDirectory = temporaryDirectory();
  let connection: Connection;
  let collection: TestCollection;
  let reported: SlowQuery[];
  let onSlowQuery: (query: SlowQuery) => void;

  before(async () => {
    connection = await openEmbeddedIn(dataDirectory, { onSlowQuery: (query) => onSlowQuery(query) });
    collection = collectionNamed(connection, 'many');
    await collection.createIndex({ a: 1, b: 1 });
    const documents = Array.from({ length: SLOW_QUERY_DOCUMENTS + 1 }, (_, i) => ({
      _id: i,
      a: i % 10,
      b: i,
      c: i,
    }));
    await collection.insertMany(documents);
  });
  beforeEach(() => {
    reported = [];
    onSlowQuery = (query) => reported.push(query);
  });
  after(async () => {
    await closeConnection(connection);
    rmSync(dataDirectory, { recursive: true });
  });

  it('is told of a query without an index, by its paths alone', async () => {
    const found = await collection.find({ c: { $gt: 998 }, d: null }, { sort: { c: -1 } }).toArray();
    assert.deepEqual(ids(found), [1000, 999]);
    assert.deepEqual(reported, [{ namespace: 'attendus.many', filterPaths: ['c', 'd'], sortPaths: ['c'] }]);
  });

  const slow: readonly (readonly [string, Fields, Fields])[] = [
    ['a condition that no index serves', { c: -1 }, {}],
    ['a sort that no index serves', {}, { c: 1 }],
    ['a condition on the second path of an index', { b: -1 }, {}],
    ['a filter of alternatives', { $or: [{ a: 1 }, { c: -1 }] }, {}],
    ['an ordered walk whose condition no index narrows', { c: -1 }, { a: 1 }],
  ];
  for (const [what, filter, sort] of slow) {
    it(`is told of ${what}`, async () => {
      await collection.find(filter, { sort }).toArray();
      assert.equal(reported.length, 1);
    });
  }

  const quick: readonly (readonly [string, Fields, Fields])[] = [
    ['an _id', { _id: 5 }, {}],
    ['the first path of an index', { a: 1, c: 5 }, {}],
    ['a list of values', { a: { $in: [1, 2] } }, { c: 1 }],
    ['a range', { a: { $gte: 0 } }, {}],
    ['the whole collection', {}, {}],
    ['the whole collection, in the order of an index', {}, { a: -1, b: -1 }],
  ];
  for (const [what, filter, sort] of quick) {
    it(`is not told of ${what}`, async () => {
      await collection.find(filter, { sort }).toArray();
      await collection.countDocuments(filter);
      assert.deepEqual(reported, []);
    });
  }

  it('ends the query with what it throws, and a write leaves nothing behind', async () => {
    onSlowQuery = failOnSlowQuery;
    await assert.rejects(collection.findOne({ c: -1 }), /attendus\.many has no index for \[c\]/);
    await assert.rejects(collection.updateMany({ c: { $gte: 0 } }, { $set: { d: 1 } }), /has no index/);
    onSlowQuery = () => {};
    assert.equal(await collection.countDocuments({ d: 1 }), 0);
  });
});
