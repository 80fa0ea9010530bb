import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { AccessToken } from '../../src/platform/accessToken.js';
import { openStores } from '../../src/storage/stores.js';
import { eachStores } from '../support/eachStores.js';

const scoreScope = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
const token: AccessToken = {
  registrationId: 'registration-1',
  scopes: scoreScope,
  token: 'bearer-of-the-tests',
  expiresAt: new Date('2040-01-15T09:00:00Z'),
};
const before = new Date('2040-01-15T08:59:59.999Z');

eachStores('AccessTokenStore', (stores, connection) => {
  const tokens = () => stores().accessTokens;

  it('gives a token back', async () => {
    await tokens().put(token);
    assert.deepEqual(await tokens().get('registration-1', scoreScope, before), token);
  });

  it('gives the token that was put last', async () => {
    const renewed = { ...token, token: 'renewed', expiresAt: new Date('2040-01-15T10:00:00Z') };
    await tokens().put(token);
    await tokens().put(renewed);
    assert.deepEqual(await tokens().get('registration-1', scoreScope, before), renewed);
  });

  it('keeps one of ten tokens put at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => tokens().put({ ...token, token: `bearer-${i}` })));
    const kept = await tokens().get('registration-1', scoreScope, before);
    assert.match(kept!.token, /^bearer-\d$/);
    assert.equal(await connection().collection('accessTokens').countDocuments(), 1);
  });

  it('never gives a token that has expired', async () => {
    await tokens().put(token);
    assert.equal(await tokens().get('registration-1', scoreScope, token.expiresAt), undefined);
  });

  it('tells tokens apart by registration and scopes', async () => {
    await tokens().put(token);
    assert.equal(await tokens().get('registration-2', scoreScope, before), undefined);
    assert.equal(await tokens().get('registration-1', `${scoreScope} other`, before), undefined);
  });

  it('gives no token that was dropped', async () => {
    await tokens().put(token);
    await tokens().put({ ...token, scopes: 'other' });
    await tokens().drop('registration-1', scoreScope);
    assert.equal(await tokens().get('registration-1', scoreScope, before), undefined);
    assert.equal((await tokens().get('registration-1', 'other', before))?.token, token.token);
  });

  it('stores no token that can be read', async () => {
    await tokens().put(token);
    const raw = JSON.stringify(await connection().collection('accessTokens').findOne({}));
    assert.ok(raw.includes('registration-1') && !raw.includes(token.token));
  });

  it('gives no token that another secret encrypted, and takes a new one in its place', async () => {
    await tokens().put(token);
    const others = await openStores(connection(), { secret: 'another secret, of 32 bytes at least' });
    assert.equal(await others.accessTokens.get('registration-1', scoreScope, before), undefined);
    await others.accessTokens.put(token);
    assert.deepEqual(await others.accessTokens.get('registration-1', scoreScope, before), token);
  });

  it('takes nothing but text for names', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(tokens().get(anything, scoreScope, before), BadRequest);
    await assert.rejects(tokens().drop('registration-1', anything), BadRequest);
  });
});
