import assert from 'node:assert/strict';
import { inTurn } from '../../src/media/inTurn.js';

describe('inTurn', () => {
  it('runs so many at once, the others in order, and gives each its own outcome', async () => {
    const taking = inTurn(2);
    const [open, begun]: [Map<number, () => void>, number[]] = [new Map(), []];
    const task = (n: number) =>
      taking(async () => {
        begun.push(n);
        await new Promise<void>((resolve) => open.set(n, resolve));
        if (n === 1) throw new Error('first');
        return n;
      });
    const outcomes = Promise.allSettled([1, 2, 3, 4].map(task));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    await turn();
    assert.deepEqual(begun, [1, 2]);
    open.get(1)?.();
    await turn();
    assert.deepEqual(begun, [1, 2, 3]);
    for (const n of [2, 3]) open.get(n)?.();
    await turn();
    open.get(4)?.();
    assert.deepEqual(
      (await outcomes).map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed')),
      ['failed', 2, 3, 4],
    );
    assert.equal(await taking(async () => 'free again'), 'free again');
  });
});
