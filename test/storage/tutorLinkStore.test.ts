import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import { CODE_TRIES, type TutorLink } from '../../src/evaluation/tutor/tutorLink.js';
import { eachStores } from '../support/eachStores.js';
import { hotelLink } from '../support/tutorLinks.js';

const now = new Date('2040-01-20T08:00:00Z');
const { id, activityId, tokenHash } = hotelLink;
const anything = { $ne: '' } as unknown as string;

eachStores('TutorLinkStore', (stores, connection) => {
  const links = () => stores().tutorLinks;
  const stored = () => links().get(id, activityId);

  it('gives a link back whole, and one without a school or company', async () => {
    const { school: _none, ...plain } = {
      ...hotelLink,
      id: 'plain',
      tokenHash: 'other',
      tutor: { name: 'Léa' },
    };
    await links().add(hotelLink);
    await links().add(plain);
    assert.deepEqual(await stored(), hotelLink);
    assert.deepEqual(await links().findByToken(tokenHash), hotelLink);
    assert.deepEqual(await links().get('plain', activityId), plain);
  });

  it('knows nothing of another activity or token', async () => {
    await links().add(hotelLink);
    assert.equal(await links().get(id, 'activity-2'), undefined);
    assert.deepEqual(await links().list('activity-2'), []);
    assert.equal(await links().findByToken('other'), undefined);
  });

  it('refuses a second link with one id, or one token', async () => {
    await links().add(hotelLink);
    await assert.rejects(links().add({ ...hotelLink, tokenHash: 'other' }), /stored already/);
    await assert.rejects(links().add({ ...hotelLink, id: 'other' }), /stored already/);
  });

  it('lists an activity’s links, newest first', async () => {
    const on = (day: number): TutorLink => ({
      ...hotelLink,
      id: `${day}`,
      tokenHash: `${day}`,
      createdAt: new Date(Date.UTC(2040, 0, day)),
    });
    for (const day of [2, 3, 1]) await links().add(on(day));
    await links().add({ ...on(9), activityId: 'activity-2' });
    assert.deepEqual(await links().list(activityId), [on(3), on(2), on(1)]);
  });

  it('counts no more tries than there are, of forty at once', async () => {
    await links().add(hotelLink);
    const tries = await Promise.all(Array.from({ length: 40 }, () => links().takeTry(tokenHash, now)));
    const left = tries.flatMap((link) => link?.triesLeft ?? []).toSorted();
    assert.deepEqual(left, [0, 1, 2, 3, 4]);
    assert.equal((await stored())?.triesLeft, 0);
  });

  it('takes no try of a link that has ended', async () => {
    await links().add(hotelLink);
    assert.equal(await links().takeTry(tokenHash, hotelLink.expiresAt), undefined);
    await links().setRevoked(id, activityId, now);
    assert.equal(await links().takeTry(tokenHash, now), undefined);
    assert.deepEqual(await stored(), { ...hotelLink, revokedAt: now });
  });

  it('notes a use, and gives the tries back', async () => {
    await links().add({ ...hotelLink, triesLeft: 1 });
    await links().noteUse(id, now);
    assert.deepEqual(await stored(), { ...hotelLink, triesLeft: CODE_TRIES, lastUsedAt: now });
  });

  it('revokes and takes it back, unlocks, extends', async () => {
    await links().add({ ...hotelLink, triesLeft: 0 });
    await links().setRevoked(id, activityId, now);
    assert.deepEqual((await stored())?.revokedAt, now);
    await links().setRevoked(id, activityId, undefined);
    await links().unlock(id, activityId);
    assert.deepEqual(await stored(), hotelLink);
    await links().extend(id, activityId, now);
    assert.deepEqual(await stored(), { ...hotelLink, expiresAt: now });
  });

  it('renews a link that had ended: the former address leads nowhere', async () => {
    await links().add({ ...hotelLink, triesLeft: 0, revokedAt: now, lastUsedAt: now });
    const renewed = { tokenHash: 'new token', codeHash: 'new code', expiresAt: now };
    await links().renew(id, activityId, renewed);
    assert.deepEqual(await stored(), { ...hotelLink, ...renewed });
    assert.equal(await links().findByToken(tokenHash), undefined);
  });

  it('changes no link of another activity', async () => {
    await links().add(hotelLink);
    await links().setRevoked(id, 'activity-2', now);
    await links().unlock(id, 'activity-2');
    await links().extend(id, 'activity-2', now);
    await links().renew(id, 'activity-2', { tokenHash: 'x', codeHash: 'x', expiresAt: now });
    assert.deepEqual(await stored(), hotelLink);
  });

  it('uses an index however many links there are', async () => {
    const model = connection().models['TutorLink'];
    const { id: _id, ...fields } = hotelLink;
    const many = Array.from({ length: 1100 }, (_, i) => ({
      ...fields,
      _id: `many-${i}` as never,
      tokenHash: `many-${i}`,
      activityId: `activity-${i % 3}`,
    }));
    await model?.collection.insertMany(many);
    assert.equal((await links().list('activity-0')).length, 367);
    assert.ok(await links().findByToken('many-7'));
    assert.ok(await links().takeTry('many-7', now));
  });

  it('takes nothing but text for ids and hashes', async () => {
    await links().add(hotelLink);
    await assert.rejects(links().get(anything, activityId), BadRequest);
    await assert.rejects(links().list(anything), BadRequest);
    await assert.rejects(links().findByToken(anything), BadRequest);
    await assert.rejects(links().takeTry(anything, now), BadRequest);
    await assert.rejects(links().setRevoked(anything, activityId, now), BadRequest);
    assert.deepEqual(await stored(), hotelLink);
  });
});
