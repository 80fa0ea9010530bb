import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { LtijsDatabase } from '../../../src/lti/ltijs/databasePlugin.js';
import { openProvider } from '../../../src/lti/ltijs/provider.js';
import { createKeyPair } from '../../../src/lti/registration/keyPair.js';
import type { Registration } from '../../../src/platform/registration.js';
import { memoryAccessTokens, memoryRegistrations } from '../../support/memoryPorts.js';
import { moodleRegistration } from '../../support/registrations.js';

const now = () => new Date('2026-11-23T12:00:00Z');

/** Two registrations of one issuer, the second pending. */
async function ports() {
  const registrations = memoryRegistrations();
  for (const [clientId, status] of [
    ['client-1', 'active'],
    ['client-2', 'pending'],
  ] as const) {
    const keyPair = await createKeyPair({ now, randomBytes });
    const registration: Registration = {
      ...moodleRegistration,
      id: `id of ${clientId}`,
      clientId,
      status,
      keyId: keyPair.keyId,
    };
    await registrations.add(registration, keyPair);
  }
  return { registrations, accessTokens: memoryAccessTokens(), now };
}

describe('ltijs over our stores', () => {
  it('reads a registration with its status and public key', async () => {
    const stores = await ports();
    const provider = await openProvider({ ...stores, randomBytes });
    for (const { clientId, status, keyId } of stores.registrations.all.values()) {
      const platform = await provider.getPlatform(moodleRegistration.issuer, clientId);
      assert.ok(platform);
      assert.deepEqual(await platform.platformJSON(), {
        id: keyId,
        url: moodleRegistration.issuer,
        clientId,
        name: moodleRegistration.name,
        authenticationEndpoint: moodleRegistration.authorizationUrl,
        accesstokenEndpoint: moodleRegistration.tokenUrl,
        authorizationServer: moodleRegistration.tokenUrl,
        authConfig: { method: 'JWK_SET', key: moodleRegistration.keySetUrl },
        publicKey: stores.registrations.keyPairs.get(keyId)?.publicKeyPem,
        active: status === 'active',
      });
    }
  });

  it('lists all registrations, and finds none of an unknown platform', async () => {
    const provider = await openProvider({ ...(await ports()), randomBytes });
    assert.equal((await provider.getAllPlatforms()).length, 2);
    assert.equal(await provider.getPlatform('https://unknown.example', 'client-1'), false);
  });

  it('gives an access token for what is left of its life', async () => {
    const stores = await ports();
    const of = { platformUrl: moodleRegistration.issuer, clientId: 'client-1' };
    const expiresAt = new Date(now().getTime() + 90_000);
    await stores.accessTokens.put({
      registrationId: 'id of client-1',
      scopes: 'score',
      token: 't',
      expiresAt,
    });
    const plugin = new LtijsDatabase(stores);
    assert.deepEqual(await plugin.Get('key', 'accesstoken', { ...of, scopes: 'score' }), [
      {
        token: { access_token: 't', token_type: 'Bearer', expires_in: 90, scope: 'score' },
        createdAt: now().getTime(),
      },
    ]);
    assert.equal(await plugin.Get('key', 'accesstoken', { ...of, scopes: 'result.readonly' }), false);
  });

  it('keeps an access token', async () => {
    const stores = await ports();
    const plugin = new LtijsDatabase(stores);
    const of = { platformUrl: moodleRegistration.issuer, clientId: 'client-1', scopes: 'score' };
    await plugin.Replace('key', 'accesstoken', of, { token: { access_token: 'fresh', expires_in: 60 } });
    assert.deepEqual(await stores.accessTokens.get('id of client-1', 'score', now()), {
      registrationId: 'id of client-1',
      scopes: 'score',
      token: 'fresh',
      expiresAt: new Date(now().getTime() + 60_000),
    });
  });

  const foreign: [title: string, act: (plugin: LtijsDatabase) => Promise<unknown>][] = [
    ['Get in nonce', (plugin) => plugin.Get(false, 'nonce', { nonce: 'x' })],
    ['Insert in platformStatus', (plugin) => plugin.Insert(false, 'platformStatus')],
    ['Replace in privatekey', (plugin) => plugin.Replace('key', 'privatekey', {}, {})],
    ['Modify in platform', (plugin) => plugin.Modify(false, 'platform')],
    ['Delete in publickey', (plugin) => plugin.Delete('publickey')],
  ];
  for (const [title, act] of foreign) {
    it(`is not let ${title}`, async () => {
      await assert.rejects(act(new LtijsDatabase(await ports())), new RegExp(`wants to ${title},`));
    });
  }
});

describe('openProvider', () => {
  it('gives providers that do not share their stores', async () => {
    const [full, empty] = [await ports(), { ...(await ports()), registrations: memoryRegistrations() }];
    const providers = await Promise.all(
      [full, empty].map((stores) => openProvider({ ...stores, randomBytes })),
    );
    const counts = await Promise.all(providers.map(async (one) => (await one.getAllPlatforms()).length));
    assert.deepEqual(counts, [2, 0]);
  });

  it('leaves stopping the process to the process', async () => {
    const ours = () => {};
    process.on('SIGINT', ours);
    const before = process.listeners('SIGINT');
    await openProvider({ ...(await ports()), randomBytes });
    assert.deepEqual(process.listeners('SIGINT'), before);
    process.off('SIGINT', ours);
  });
});
