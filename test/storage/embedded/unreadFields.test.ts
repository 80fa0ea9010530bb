import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mongo } from 'mongoose';
import { Filter } from '../../../src/storage/embedded/filter.js';
import { documentToBytes, type StoredDocument } from '../../../src/storage/embedded/storedValue.js';
import { bytesWithout, unreadFields } from '../../../src/storage/embedded/unreadFields.js';

const NAMES = ['_id', 'history', 'historyOf', 'content', 'é', 'n'] as const;

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { noNullPrototype: true }),
  ),
})).any;

describe('bytesWithout', () => {
  it('reads as the whole document does without those fields, whatever stands in it', () => {
    const document = fc.dictionary(fc.constantFrom(...NAMES), value, { noNullPrototype: true });
    const fields = fc.uniqueArray(fc.constantFrom(...NAMES.slice(1, 4)));
    fc.assert(
      fc.property(document, fields, (stored, left) => {
        const bytes = documentToBytes(stored as StoredDocument);
        const whole = mongo.BSON.deserialize(bytes);
        const expected = Object.fromEntries(
          Object.entries(whole).filter(([name]) => !left.includes(name as (typeof left)[number])),
        );
        assert.deepEqual(mongo.BSON.deserialize(bytesWithout(bytes, new Set(left))), expected);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves bytes alone that it cannot follow', () => {
    const strange = mongo.BSON.serialize({ a: new mongo.Decimal128('1'), history: 'x' });
    assert.equal(bytesWithout(strange, new Set(['history'])), strange);
    const whole = documentToBytes({ history: 'x'.repeat(50) });
    const cut = whole.subarray(0, 20);
    assert.equal(bytesWithout(cut, new Set(['history'])), cut);
  });
});

describe('unreadFields', () => {
  const unread = (projection: unknown, filter: unknown = {}, sortPath?: string) => [
    ...unreadFields(projection, {
      filter: new Filter(filter),
      sort: sortPath === undefined ? [] : [{ path: sortPath, direction: 1 }],
    }),
  ];

  it('are those that a projection leaves out whole', () => {
    assert.deepEqual(unread({ history: 0, 'content.entries': 0 }, { activityId: 'a' }), ['history']);
    assert.deepEqual(unread({ history: 1 }), []);
    assert.deepEqual(unread(undefined), []);
  });

  it('are none that the filter or the order look at', () => {
    assert.deepEqual(unread({ history: 0, n: 0 }, { 'history.at': 1 }), ['n']);
    assert.deepEqual(unread({ history: 0, n: 0 }, {}, 'n'), ['history']);
    assert.deepEqual(unread({ history: 0 }, { $or: [{ history: 'x' }] }), []);
  });
});
