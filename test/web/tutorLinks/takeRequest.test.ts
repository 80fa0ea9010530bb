import assert from 'node:assert/strict';
import { BadRequest } from '../../../src/errors.js';
import { parseTakeRequest, takeValue, type TakeRequest } from '../../../src/web/tutorLinks/takeRequest.js';

const common = { observationId: 'observation-1', sentAt: new Date('2040-01-15T10:00:00.123Z') };
const requests: readonly TakeRequest[] = [
  { ...common, what: { kind: 'all' } },
  { ...common, what: { kind: 'open' } },
  { ...common, what: { kind: 'release' } },
  { ...common, what: { kind: 'one', criterionId: 'C1.1-1' } },
  { ...common, what: { kind: 'one', criterionId: 'own criterion 3' } },
];

describe('parseTakeRequest', () => {
  for (const request of requests) {
    it(`reads « ${takeValue(request)} »`, () =>
      assert.deepEqual(parseTakeRequest(takeValue(request)), request));
  }

  for (const value of ['', 'all', 'x 1 erase', 'x 1 one', 'x 1 all C1.1-1', 'x y all', 'x 1e3 all']) {
    it(`refuses « ${value} »`, () => assert.throws(() => parseTakeRequest(value), BadRequest));
  }
});
