import assert from 'node:assert/strict';
import type { Delivery } from '../../src/evaluation/delivery.js';
import { deliveryStatus, needsTeacher } from '../../src/evaluation/deliveryStatus.js';
import { pendingDelivery } from '../support/evaluations.js';

const at = new Date('2040-01-15T10:00:05Z');
const failure = { reason: 'timeout', at } as const;
const score = { kind: 'withdrawal' } as const;

describe('deliveryStatus', () => {
  it('is none before the first publication', () => {
    assert.equal(deliveryStatus(undefined), 'none');
  });

  const cases: { changes: Partial<Delivery>; status: string; teacher: boolean }[] = [
    { changes: {}, status: 'waiting', teacher: false },
    { changes: { heldUntil: at }, status: 'held', teacher: false },
    { changes: { heldUntil: at, failure }, status: 'held', teacher: false },
    { changes: { failure }, status: 'retrying', teacher: false },
    { changes: { state: 'refused', failure }, status: 'refused', teacher: true },
    { changes: { state: 'sent' }, status: 'sent', teacher: false },
    { changes: { state: 'sent', readBack: { verdict: 'same', at } }, status: 'sent', teacher: false },
    { changes: { state: 'sent', readBack: { verdict: 'drifted', at } }, status: 'drifted', teacher: true },
    { changes: { state: 'sent', readBack: { verdict: 'missing', at } }, status: 'missing', teacher: true },
    { changes: { score }, status: 'takingBack', teacher: false },
    { changes: { score, state: 'sent' }, status: 'takenBack', teacher: false },
    {
      changes: { score, state: 'sent', readBack: { verdict: 'drifted', at } },
      status: 'drifted',
      teacher: true,
    },
  ];
  for (const { changes, status, teacher } of cases) {
    it(`is ${status} for ${JSON.stringify(changes)}`, () => {
      const found = deliveryStatus({ ...pendingDelivery, ...changes });
      assert.equal(found, status);
      assert.equal(needsTeacher(found), teacher);
    });
  }
});
