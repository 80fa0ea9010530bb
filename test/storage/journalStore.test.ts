import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import { journalExpiry, type JournalEntry } from '../../src/platform/journal.js';
import { eachStores } from '../support/eachStores.js';

const day = (n: number) => new Date(Date.UTC(2040, 0, n));

const line = (id: string, changes: Partial<JournalEntry> = {}): JournalEntry => {
  const at = changes.at ?? day(10);
  return {
    id,
    registrationId: 'registration-1',
    deploymentId: '1',
    contextId: 'course-1',
    at,
    actorSub: '3',
    role: 'teacher',
    sessionId: 'session-1',
    action: 'evaluation.published',
    resourceLinkId: 'link-1',
    learnerSub: '5',
    expiresAt: journalExpiry(at),
    ...changes,
  };
};

eachStores('Journal', (stores) => {
  const journal = () => stores().journal;
  const all = { registrationId: 'registration-1', from: day(1), limit: 100 };
  const idsOf = async (query: Parameters<ReturnType<typeof journal>['list']>[0]) =>
    (await journal().list(query)).map(({ id }) => id);

  it('gives lines back whole, the newest first', async () => {
    const lines = [line('a', { at: day(10) }), line('c', { at: day(12) }), line('b', { at: day(11) })];
    for (const one of lines) await journal().append(one);
    assert.deepEqual(await journal().list(all), [lines[1], lines[2], lines[0]]);
  });

  it('leaves the first line of an act as it is', async () => {
    await journal().append(line('a'));
    await journal().append(line('a', { at: day(12), action: 'other' }));
    assert.deepEqual(await journal().list(all), [line('a')]);
  });

  it('tells one registration, one course and some days from the others', async () => {
    await journal().append(line('a'));
    await journal().append(line('b', { contextId: 'course-2' }));
    await journal().append(line('c', { registrationId: 'registration-2' }));
    await journal().append(line('d', { at: day(2) }));
    assert.deepEqual(await idsOf({ ...all, contextId: 'course-2' }), ['b']);
    assert.deepEqual((await idsOf({ ...all, from: day(5) })).sort(), ['a', 'b']);
    assert.deepEqual(await idsOf({ ...all, registrationId: 'registration-2' }), ['c']);
  });

  it('gives as many lines as asked for', async () => {
    for (const n of [1, 2, 3, 4, 5]) await journal().append(line(`l${n}`, { at: day(n) }));
    assert.deepEqual(await idsOf({ ...all, limit: 2 }), ['l5', 'l4']);
  });

  it('answers through an index, however many lines there are', async () => {
    for (let n = 0; n < 1100; n += 1) await journal().append(line(`l${n}`, { contextId: `course-${n % 2}` }));
    assert.equal((await journal().list({ ...all, contextId: 'course-1', limit: 2000 })).length, 550);
    assert.equal((await journal().list({ ...all, limit: 2000 })).length, 1100);
  });

  it('takes nothing but text for names', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(journal().list({ ...all, registrationId: anything }), BadRequest);
    await assert.rejects(journal().list({ ...all, contextId: anything }), BadRequest);
  });
});
