import assert from 'node:assert/strict';
import { marksUnderFaults } from '../soak/marksUnderFaults.js';
import { seededRandom } from '../support/seededRandom.js';

describe('marks published while everything fails', () => {
  it('end in the gradebook as published last, none older over a newer', async () => {
    const seed = Date.now() % 1_000_000;
    const random = seededRandom(seed);
    const account = await marksUnderFaults({ learners: 30, rounds: 5, killEvery: 50, random }).catch(
      (error: unknown) => assert.fail(`with seed ${seed}: ${String((error as Error).stack)}`),
    );
    assert.equal(account.published, 150);
    assert.ok(account.kills > 0, 'the tool was never killed');
    assert.ok(account.takenAmidFaults > 0, 'no mark arrived before it was calm');
  }).timeout(240_000);
});
