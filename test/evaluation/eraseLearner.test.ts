import assert from 'node:assert/strict';
import {
  eraseLearner,
  learnerHoldings,
  type Erasure,
  type Person,
} from '../../src/evaluation/eraseLearner.js';

const person: Person = { registrationId: 'registration-1', sub: '21' };

function keeping(what: string, count: number, log: string[]): Erasure {
  let kept = count;
  return {
    async count({ sub }) {
      log.push(`count ${what} of ${sub}`);
      return [{ what, count: kept }];
    },
    async erase({ sub }) {
      log.push(`erase ${what} of ${sub}`);
      const erased = kept;
      kept = 0;
      return [{ what, count: erased }];
    },
  };
}

describe('eraseLearner', () => {
  it('erases every kind in order, has the store forget, and gives the account', async () => {
    const log: string[] = [];
    const erasures = [keeping('sessions', 1, log), keeping('evaluations', 3, log)];
    const ports = { erasures, scrub: async () => void log.push('scrub') };
    assert.deepEqual(await eraseLearner(person, ports), [
      { what: 'sessions', count: 1 },
      { what: 'evaluations', count: 3 },
    ]);
    assert.deepEqual(log, ['erase sessions of 21', 'erase evaluations of 21', 'scrub']);
    assert.deepEqual(
      (await learnerHoldings(person, ports)).map(({ count }) => count),
      [0, 0],
    );
  });

  it('tells what is kept without erasing it', async () => {
    const log: string[] = [];
    const ports = { erasures: [keeping('evaluations', 3, log)], scrub: () => assert.fail('it scrubbed') };
    assert.deepEqual(await learnerHoldings(person, ports), [{ what: 'evaluations', count: 3 }]);
    assert.deepEqual(log, ['count evaluations of 21']);
  });
});
