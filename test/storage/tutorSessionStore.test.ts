import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { TutorSession } from '../../src/evaluation/tutor/tutorSession.js';
import { eachStores } from '../support/eachStores.js';

const session: TutorSession = {
  cookieHash: 'hash of the cookie',
  linkId: 'link-of-hotel',
  tokenHash: 'hash of the token',
  csrfToken: 'csrf-token',
  expiresAt: new Date('2040-01-20T20:00:00Z'),
};
const before = new Date('2040-01-20T19:59:59.999Z');

eachStores('TutorSessionStore', (stores) => {
  const sessions = () => stores().tutorSessions;

  it('gives a session until it expires', async () => {
    await sessions().add(session);
    assert.deepEqual(await sessions().get(session.cookieHash, before), session);
    assert.equal(await sessions().get(session.cookieHash, session.expiresAt), undefined);
    assert.equal(await sessions().get('other', before), undefined);
  });

  it('ends a session, and no other', async () => {
    await sessions().add(session);
    await sessions().remove('other');
    assert.deepEqual(await sessions().get(session.cookieHash, before), session);
    await sessions().remove(session.cookieHash);
    assert.equal(await sessions().get(session.cookieHash, before), undefined);
  });

  it('refuses a second session with one cookie', async () => {
    await sessions().add(session);
    await assert.rejects(sessions().add({ ...session, linkId: 'other' }), /stored already/);
  });

  it('takes nothing but text for a cookie’s hash', async () => {
    await sessions().add(session);
    await assert.rejects(sessions().get({ $ne: '' } as unknown as string, before), BadRequest);
  });
});
