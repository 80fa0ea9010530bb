import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { LoginAttempt } from '../../src/platform/loginAttempt.js';
import { eachStores, winners } from '../support/eachStores.js';

const attempt: LoginAttempt = {
  state: 'state-1',
  nonce: 'nonce-1',
  registrationId: 'registration-1',
  targetLinkUri: 'https://attendus.example/lti/launch',
  browserHash: 'browser-1',
  authorizationRequest: 'https://moodle.example/mod/lti/auth.php?state=state-1',
  expiresAt: new Date('2040-01-15T08:10:00Z'),
};
const before = new Date('2040-01-15T08:09:59.999Z');

eachStores('LoginAttemptStore', (stores) => {
  const attempts = () => stores().loginAttempts;

  it('finds an attempt as often as asked', async () => {
    await attempts().add(attempt);
    assert.deepEqual(await attempts().find('state-1', before), attempt);
    assert.deepEqual(await attempts().find('state-1', before), attempt);
  });

  it('gives an attempt to one taker, once', async () => {
    await attempts().add(attempt);
    assert.deepEqual(await attempts().take('state-1', before), attempt);
    assert.equal(await attempts().take('state-1', before), undefined);
    assert.equal(await attempts().find('state-1', before), undefined);
  });

  it('gives an attempt to one of twenty takers at once', async () => {
    await attempts().add(attempt);
    const taken = await Promise.all(Array.from({ length: 20 }, () => attempts().take('state-1', before)));
    assert.equal(winners(taken), 1);
  });

  it('never gives an attempt that has expired', async () => {
    await attempts().add(attempt);
    assert.equal(await attempts().find('state-1', attempt.expiresAt), undefined);
    assert.equal(await attempts().take('state-1', attempt.expiresAt), undefined);
  });

  it('knows no other state', async () => {
    await attempts().add(attempt);
    assert.equal(await attempts().find('state-2', before), undefined);
    assert.equal(await attempts().take('state-2', before), undefined);
  });

  it('ties an attempt to another browser', async () => {
    await attempts().add(attempt);
    assert.equal(await attempts().rebind('state-1', 'browser-1', 'browser-2'), true);
    assert.equal((await attempts().find('state-1', before))?.browserHash, 'browser-2');
  });

  it('leaves an attempt that is tied to another browser already', async () => {
    await attempts().add(attempt);
    assert.equal(await attempts().rebind('state-1', 'browser-0', 'browser-2'), false);
    assert.deepEqual(await attempts().find('state-1', before), attempt);
  });

  it('ties an attempt to one of ten browsers at once', async () => {
    await attempts().add(attempt);
    const tied = await Promise.all(
      Array.from({ length: 10 }, (_, i) => attempts().rebind('state-1', 'browser-1', `other-${i}`)),
    );
    assert.equal(tied.filter(Boolean).length, 1);
    assert.equal((await attempts().find('state-1', before))?.browserHash, `other-${tied.indexOf(true)}`);
  });

  it('refuses a second attempt with one state', async () => {
    await attempts().add(attempt);
    await assert.rejects(attempts().add({ ...attempt, nonce: 'nonce-2' }), /stored already/);
    assert.equal((await attempts().find('state-1', before))?.nonce, 'nonce-1');
  });

  it('takes nothing but text for a state', async () => {
    await attempts().add(attempt);
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(attempts().find(anything, before), BadRequest);
    await assert.rejects(attempts().take(anything, before), BadRequest);
    await assert.rejects(attempts().rebind('state-1', anything, 'browser-2'), BadRequest);
    assert.deepEqual(await attempts().find('state-1', before), attempt);
  });
});
