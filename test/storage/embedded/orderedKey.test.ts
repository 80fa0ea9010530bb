import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fieldKeys, inverted, orderedKey, successor } from '../../../src/storage/embedded/orderedKey.js';
import type { StoredValue } from '../../../src/storage/embedded/storedValue.js';
import { compareValues, scalars } from '../../support/storedValues.js';

const keyOrder = (a: StoredValue, b: StoredValue) => Math.sign(Buffer.compare(orderedKey(a), orderedKey(b)));

describe('orderedKey', () => {
  it('orders scalars of any types as MongoDB does', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        assert.equal(keyOrder(a, b), Math.sign(compareValues(a, b)));
      }),
      { numRuns: 2000 },
    );
  });

  const ascending: readonly (readonly [string, StoredValue, StoredValue])[] = [
    ['minus infinity before every number', -Infinity, -Number.MAX_VALUE],
    ['large negative numbers before small ones', -10, -9.5],
    ['negative numbers before zero', -Number.MIN_VALUE, 0],
    ['fractions between whole numbers', 1, 1.5],
    ['a text before the same text with more behind it', 'a', 'a\0'],
    ['NUL before other characters', 'a\0', 'a\u0001'],
    ['accented letters by code point', 'z', 'é'],
    ['a date before 1970 before one after', new Date(-1), new Date(0)],
    ['documents before arrays', { a: 1 }, [0]],
    ['a document before the same with one more field', { a: 1 }, { a: 1, b: 0 }],
    ['a shorter array before a longer one', [1], [1, null]],
  ];
  for (const [what, first, second] of ascending) {
    it(`puts ${what}`, () => {
      assert.equal(keyOrder(first, second), -1);
      assert.equal(keyOrder(second, first), 1);
    });
  }

  it('takes zero and minus zero for one value', () => {
    assert.equal(keyOrder(0, -0), 0);
  });

  it('puts an empty array, as an array of nothing, before null', () => {
    assert.equal(Buffer.compare(orderedKey(undefined), orderedKey(null)), -1);
  });

  it('never lets one key begin another, so that joined keys order field by field', () => {
    fc.assert(
      fc.property(scalars, scalars, scalars, scalars, (a, b, c, d) => {
        const joined = (x: StoredValue, y: StoredValue) => Buffer.concat([orderedKey(x), orderedKey(y)]);
        const expected = compareValues(a, c) || compareValues(b, d);
        assert.equal(Math.sign(Buffer.compare(joined(a, b), joined(c, d))), Math.sign(expected));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('fieldKeys', () => {
  const values = fc.oneof(
    scalars,
    fc.array(scalars, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('', 'a', 'b\0c'), fc.oneof(scalars, fc.array(scalars)), { maxKeys: 2 }),
  );
  const fields = fc.array(fc.tuple(values, fc.constantFrom<1 | -1>(1, -1)), { minLength: 1, maxLength: 4 });

  it('takes apart what a compound index joins', () => {
    fc.assert(
      fc.property(fields, (joined) => {
        const keys = joined.map(([value]) => orderedKey(value));
        const whole = Buffer.concat(
          joined.map(([, direction], i) => (direction === 1 ? keys[i]! : inverted(keys[i]!))),
        );
        assert.deepEqual(
          fieldKeys(
            whole,
            joined.map(([, direction]) => direction),
          ),
          keys,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('inverted', () => {
  it('turns the order of keys round', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        const order = Buffer.compare(inverted(orderedKey(a)), inverted(orderedKey(b)));
        assert.equal(Math.sign(order), Math.sign(compareValues(b, a)));
      }),
    );
  });
});

describe('successor', () => {
  it('comes after everything that begins with the prefix, and before all that follows', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.uint8Array(), (start, rest) => {
        const prefix = Buffer.from(start);
        prefix[0] = prefix[0]! & 0x7f;
        const next = successor(prefix);
        assert.equal(Buffer.compare(Buffer.concat([prefix, rest]), next), -1);
        assert.ok(Buffer.compare(next, prefix) > 0);
      }),
    );
  });
});
