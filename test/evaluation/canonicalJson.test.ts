import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonicalJson } from '../../src/evaluation/canonicalJson.js';

describe('canonicalJson', () => {
  const cases: [string, unknown, string][] = [
    ['sorts keys at every depth', { b: 1, a: { d: [], c: null } }, '{"a":{"c":null,"d":[]},"b":1}'],
    ['sorts keys by code unit, whatever the language', { é: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"é":1}'],
    ['keeps the order of lists', [3, 1, 2], '[3,1,2]'],
    ['leaves out what is undefined', { a: undefined, b: 1 }, '{"b":1}'],
    [
      'writes dates as ISO 8601',
      { at: new Date('2040-01-15T10:00:00Z') },
      '{"at":"2040-01-15T10:00:00.000Z"}',
    ],
    ['escapes texts as JSON does', 'a "b"\n', '"a \\"b\\"\\n"'],
    ['writes truth values and numbers', [true, false, 0, -1.5], '[true,false,0,-1.5]'],
  ];
  for (const [name, value, expected] of cases) {
    it(name, () => assert.equal(canonicalJson(value), expected));
  }

  it('says what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same whatever the order in which keys were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        assert.equal(canonicalJson(turned), canonicalJson(value));
      }),
    );
  });
});
