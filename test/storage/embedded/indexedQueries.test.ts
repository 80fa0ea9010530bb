import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Query } from 'mingo';
import type { Connection } from 'mongoose';
import type { StoredDocument } from '../../../src/storage/embedded/storedValue.js';
import { eachBackend } from '../../support/backends.js';
import { collectionOf, type TestCollection } from '../../support/collections.js';
import { comparePlaces, scalars } from '../../support/storedValues.js';

type Key = Record<string, 1 | -1>;

interface Question {
  readonly filter: Record<string, unknown>;
  readonly sort: Key;
  readonly skip: number;
  readonly limit: number;
}

const PATHS = ['a', 'b', 'n.c'] as const;

/** Optional `a` and `b`, scalar or list; `n` holds `c`, or a list of documents that do. No list in a list. */
const leaf = fc.oneof({ weight: 4, arbitrary: scalars }, fc.array(scalars, { maxLength: 3 }));
const nested = fc.record({ c: leaf }, { requiredKeys: [] });
const parent = fc.oneof(
  { weight: 3, arbitrary: nested },
  fc.array(fc.record({ c: scalars }, { requiredKeys: [] }), { maxLength: 3 }),
  scalars,
);
const withArrays = fc.record({ a: leaf, b: leaf, n: parent }, { requiredKeys: [] });
const withoutArrays = fc.record(
  { a: scalars, b: scalars, n: fc.record({ c: scalars }) },
  { requiredKeys: [] },
);

const withOneArray = fc.record({ a: leaf, b: scalars, n: fc.record({ c: scalars }) }, { requiredKeys: [] });

const limits = scalars.filter((value) => value !== null);
const few = fc.integer({ min: 0, max: 4 });
const conditions = fc.oneof(
  { weight: 3, arbitrary: scalars },
  fc.record({ $in: fc.array(scalars, { maxLength: 3 }) }),
  fc.record({ $gt: limits }),
  fc.record({ $gte: limits }),
  fc.record({ $lt: limits }),
  fc.record({ $lte: limits }),
  { weight: 2, arbitrary: fc.record({ $gte: few, $lt: few }) },
  { weight: 2, arbitrary: fc.record({ $gt: few, $lte: few }) },
  fc.record({ $gte: limits, $lt: limits }),
  { weight: 2, arbitrary: fc.record({ $gt: few, $ne: few }) },
  fc.record({ $in: fc.array(few, { maxLength: 3 }), $gte: few }),
  fc.record({ $ne: scalars }),
  fc.record({ $nin: fc.array(scalars, { maxLength: 2 }) }),
  fc.record({ $exists: fc.boolean() }),
);
const flatFilter = fc.record({ a: conditions, b: conditions, 'n.c': conditions }, { requiredKeys: [] });
const filters = fc.oneof(
  { weight: 5, arbitrary: flatFilter },
  fc.tuple(flatFilter, flatFilter).map((parts) => ({ $and: parts })),
  fc.tuple(flatFilter, flatFilter).map((parts) => ({ $or: parts })),
);

const direction = fc.constantFrom<1 | -1>(1, -1);
const keys = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...PATHS), direction), { maxLength: 3, selector: ([path]) => path })
  .map((fields): Key => Object.fromEntries(fields));

const questions: fc.Arbitrary<Question> = fc.record({
  filter: filters,
  sort: keys,
  skip: fc.constantFrom(0, 0, 0, 1, 2),
  limit: fc.constantFrom(0, 0, 1, 2, 5),
});

/** One index a path, and compound ones where no document has an array. */
const singleKeys = fc
  .subarray([...PATHS])
  .chain((paths) => fc.tuple(...paths.map((path) => direction.map((d): Key => ({ [path]: d })))));
const indexKeys = fc.uniqueArray(
  keys.filter((key) => Object.keys(key).length > 0),
  { maxLength: 3, selector: defaultName },
);

function defaultName(key: Key): string {
  return Object.entries(key).flat().join('_');
}

async function fill(
  connection: Connection,
  documents: readonly object[],
  indexes: readonly Key[],
  sparse: boolean,
) {
  const collection = await collectionOf(connection);
  const stored = documents.map((document, _id) => ({ _id, ...document }));
  // Half before the indexes and half after: both ways of filling them.
  const half = Math.floor(stored.length / 2);
  if (half > 0) await collection.insertMany(stored.slice(0, half));
  for (const key of indexes) await collection.createIndex(key, { sparse });
  if (stored.length > half) await collection.insertMany(stored.slice(half));
  return { collection, stored: stored as unknown as StoredDocument[] };
}

async function checkAnswer(
  collection: TestCollection,
  stored: readonly StoredDocument[],
  question: Question,
) {
  const { filter, sort, skip, limit } = question;
  const found = (await collection
    .find(filter, { sort, skip, limit })
    .toArray()) as unknown as StoredDocument[];
  const query = new Query(filter, {});
  const expected = stored.filter((document) => query.test(document));
  const compare = (x: StoredDocument, y: StoredDocument) =>
    Object.entries(sort).reduce((order, [path, d]) => order || comparePlaces(x, y, path, d), 0);
  const ordered = expected.toSorted(compare).slice(skip, limit === 0 ? undefined : skip + limit);

  const ids = found.map(({ _id }) => _id);
  assert.equal(new Set(ids).size, ids.length, 'a document comes twice');
  assert.equal(found.length, ordered.length);
  for (const document of found) assert.ok(expected.some(({ _id }) => _id === document['_id']));
  found.forEach((document, i) => assert.ok(compare(document, ordered[i]!) === 0, `wrong place ${i}`));
  if (limit === 0 && skip === 0) assert.equal(await collection.countDocuments(filter), expected.length);
}

describe('find, with any indexes', () => {
  eachBackend((name, open) => {
    // mingo and MongoDB part ways on lists of documents; the embedded store is held to mingo.
    if (name !== 'embedded') return;

    const answersLikeAScan =
      (documents: fc.Arbitrary<object>, indexes: fc.Arbitrary<readonly Key[]>) => async () => {
        const connection = await open();
        await fc.assert(
          fc.asyncProperty(
            fc.array(documents, { maxLength: 40, size: 'max' }),
            indexes,
            fc.boolean(),
            fc.array(questions, { minLength: 40, maxLength: 40, size: 'max' }),
            async (some, keysOfIndexes, sparse, asked) => {
              const { collection, stored } = await fill(connection, some, keysOfIndexes, sparse);
              for (const question of asked) await checkAnswer(collection, stored, question);
            },
          ),
          { numRuns: Number(process.env['RUNS'] ?? 40) },
        );
      };

    it('answers as testing and sorting every document does', answersLikeAScan(withoutArrays, indexKeys));
    it(
      'does so when one path of compound indexes leads to arrays',
      answersLikeAScan(withOneArray, indexKeys),
    );
    it('does so when documents hold arrays', answersLikeAScan(withArrays, singleKeys));
  });
});
