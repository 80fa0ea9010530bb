import assert from 'node:assert/strict';
import { enterLink } from '../../../src/evaluation/tutor/enterLink.js';
import { CODE_TRIES } from '../../../src/evaluation/tutor/tutorLink.js';
import { eachStores } from '../../support/eachStores.js';
import { hotelLink } from '../../support/tutorLinks.js';

const CODE = '482913';
const now = new Date('2040-01-20T08:00:00Z');

eachStores('enterLink', (stores) => {
  const enter = (code: string, tokenHash = hotelLink.tokenHash, at = now) =>
    enterLink(tokenHash, code, { ...stores(), now: () => at });
  const link = async () => (await stores().tutorLinks.get(hotelLink.id, hotelLink.activityId))!;

  beforeEach(() =>
    stores().tutorLinks.add({ ...hotelLink, codeHash: stores().codeSeal.hash(CODE, hotelLink.id) }),
  );

  it('lets in who has the code, and notes when', async () => {
    assert.equal((await enter(CODE)).kind, 'entered');
    assert.deepEqual((await link()).lastUsedAt, now);
  });

  it('counts wrong codes down to none, and lets nobody in then', async () => {
    for (let left = CODE_TRIES - 1; left >= 0; left -= 1)
      assert.deepEqual(await enter('000000'), { kind: 'wrongCode', triesLeft: left });
    assert.deepEqual(await enter(CODE), { kind: 'shut' });
    await stores().tutorLinks.unlock(hotelLink.id, hotelLink.activityId);
    assert.equal((await enter(CODE)).kind, 'entered');
  });

  it('looks at no more codes than there are tries, however many come at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, i) => enter(String(100_000 + i))));
    assert.equal(outcomes.filter(({ kind }) => kind === 'wrongCode').length, CODE_TRIES);
    assert.equal(outcomes.filter(({ kind }) => kind === 'shut').length, 40 - CODE_TRIES);
    assert.equal((await link()).triesLeft, 0);
  });

  it('gives every try back to who has the code', async () => {
    await enter('000000');
    await enter('000001');
    await enter(CODE);
    assert.equal((await link()).triesLeft, CODE_TRIES);
  });

  it('lets nobody into a link that has ended, nor by another token', async () => {
    assert.deepEqual(await enter(CODE, hotelLink.tokenHash, hotelLink.expiresAt), { kind: 'shut' });
    assert.deepEqual(await enter(CODE, 'another hash'), { kind: 'shut' });
    await stores().tutorLinks.setRevoked(hotelLink.id, hotelLink.activityId, now);
    assert.deepEqual(await enter(CODE), { kind: 'shut' });
    assert.equal((await link()).triesLeft, CODE_TRIES);
  });
});
