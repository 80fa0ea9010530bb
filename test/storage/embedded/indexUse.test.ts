import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { openDatabase } from '../../../src/storage/embedded/sqliteBinding.js';
import { closeConnection } from '../../../src/storage/connection.js';
import { openEmbeddedIn, temporaryDirectory } from '../../support/backends.js';
import { collectionNamed, ids, type Fields } from '../../support/collections.js';

const NOW = 5000;

/** Every tenth is pending, due one second after the other; registrations take turns. */
const documents = Array.from({ length: 3000 }, (_, i) => ({
  _id: i,
  state: i % 10 === 0 ? 'pending' : 'sent',
  dueAt: new Date(i * 1000),
  registrationId: `r${(i / 10) % 3}`,
  activity: Math.floor(i / 30),
  learner: `l${i % 30}`,
}));

const due = { state: 'pending', dueAt: { $lte: new Date(NOW * 1000) } };
const passing = (...ofRegistrations: readonly string[]) => ({ registrationId: { $nin: ofRegistrations } });

interface Case {
  readonly title: string;
  readonly index: Fields;
  readonly filter: Fields;
  readonly options?: Fields;
  /** Its answer, and all it may read unless `reads` says more. */
  readonly gives: readonly number[];
  readonly reads?: readonly number[];
}

const cases: readonly Case[] = [
  { title: 'an _id', index: { a: 1 }, filter: { _id: 1234 }, gives: [1234] },
  {
    title: 'a range of _id, sorted and limited',
    index: { a: 1 },
    filter: { _id: { $gt: 100 } },
    options: { sort: { _id: -1 }, limit: 2 },
    gives: [2999, 2998],
  },
  {
    title: 'all paths of an index',
    index: { activity: 1, learner: 1 },
    filter: { activity: 7, learner: 'l3' },
    gives: [213],
  },
  {
    title: 'the first path of an index, sorted by the second',
    index: { activity: 1, learner: -1 },
    filter: { activity: 7 },
    options: { sort: { learner: -1 }, limit: 2 },
    gives: [219, 218],
  },
  {
    title: 'a path and a range of the next',
    index: { state: 1, dueAt: 1 },
    filter: { state: 'pending', dueAt: { $gte: new Date(20_000), $lt: new Date(40_000) } },
    gives: [20, 30],
  },
  {
    title: 'the first of a range, in order',
    index: { state: 1, dueAt: 1 },
    filter: due,
    options: { sort: { dueAt: 1 }, limit: 1 },
    gives: [0],
  },
  {
    title: 'the last ones, in an index of the other direction',
    index: { state: 1, dueAt: -1 },
    filter: due,
    options: { sort: { dueAt: 1 }, skip: 1, limit: 2 },
    gives: [10, 20],
    reads: [0, 10, 20],
  },
  {
    title: 'what is left when the index passes some over',
    index: { state: 1, dueAt: 1, registrationId: 1 },
    filter: { ...due, ...passing('r0', 'r1') },
    options: { sort: { dueAt: 1 }, limit: 1 },
    gives: [20],
  },
  {
    title: 'nothing when the index passes all over',
    index: { state: 1, dueAt: 1, registrationId: -1 },
    filter: { ...due, ...passing('r0', 'r1', 'r2') },
    options: { sort: { dueAt: 1 } },
    gives: [],
  },
  {
    title: 'documents up to the first that fits, where the index does not tell',
    index: { state: 1, dueAt: 1 },
    filter: { ...due, ...passing('r0', 'r1') },
    options: { sort: { dueAt: 1 }, limit: 1 },
    gives: [20],
    reads: [0, 10, 20],
  },
  {
    title: 'one of several values, the first of each in order',
    index: { state: 1, dueAt: 1 },
    filter: { state: { $in: ['sent', 'pending'] } },
    options: { sort: { dueAt: -1 }, limit: 1 },
    gives: [2999],
    reads: [2999, 2990],
  },
  {
    title: 'the beginning of a whole collection in order',
    index: { learner: 1, activity: -1 },
    filter: {},
    options: { sort: { learner: 1, activity: -1 }, limit: 2 },
    gives: [2970, 2940],
  },
];

describe('a query reads through its index', () => {
  let directory: string;
  let connection: Connection;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(async () => {
    await closeConnection(connection);
    rmSync(directory, { recursive: true });
  });

  /** Makes every other document unreadable, so that a query which reads one fails. */
  async function prepare(index: Fields, readable: readonly number[]): Promise<void> {
    connection = await openEmbeddedIn(directory);
    const collection = collectionNamed(connection, 'c');
    await collection.createIndex(index);
    await collection.insertMany(documents);
    await closeConnection(connection);
    const database = openDatabase(join(directory, 'attendus.sqlite'));
    const rows = readable.map((id) => id + 1).join();
    database.exec(`UPDATE documents_1 SET document = x'00' WHERE row_id NOT IN (${rows})`);
    database.close();
    connection = await openEmbeddedIn(directory);
  }

  for (const { title, index, filter, options, gives, reads } of cases) {
    it(title, async () => {
      await prepare(index, reads ?? gives);
      const found = await collectionNamed(connection, 'c').find(filter, options).toArray();
      assert.deepEqual(ids(found), gives);
    });
  }

  it('counts without reading a document', async () => {
    await prepare({ state: 1, dueAt: 1 }, []);
    assert.equal(await collectionNamed(connection, 'c').countDocuments({ state: 'pending' }), 300);
    assert.equal(await collectionNamed(connection, 'c').countDocuments({}), 3000);
  });

  it('fails on an unreadable document that it has to read', async () => {
    await prepare({ state: 1, dueAt: 1 }, []);
    await assert.rejects(collectionNamed(connection, 'c').findOne(due), { failure: 'corrupted' });
  });
});
