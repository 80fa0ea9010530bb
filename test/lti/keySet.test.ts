import assert from 'node:assert/strict';
import { createPublicKey, randomBytes, type JsonWebKey } from 'node:crypto';
import { createKeySet } from '../../src/lti/keySet.js';
import { createKeyPair } from '../../src/lti/registration/keyPair.js';
import type { KeyPair } from '../../src/platform/registration.js';

describe('createKeySet', () => {
  const clock = { at: new Date('2026-11-23T12:00:00Z') };
  const now = () => clock.at;
  let stored: KeyPair[];
  let reads: number;
  let down: boolean;
  const keySet = () =>
    createKeySet({
      now,
      registrations: {
        publicKeys: async () => {
          reads += 1;
          if (down) throw new Error('the store is away');
          return stored;
        },
      },
    });

  beforeEach(async () => {
    stored = [await createKeyPair({ now, randomBytes })];
    reads = 0;
    down = false;
  });

  it('gives each public key as a JWK, and nothing of a private one', async () => {
    const { keys } = await keySet()();
    const [jwk] = keys as [JsonWebKey & { kid: string }];
    assert.deepEqual(Object.keys(jwk).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
    assert.deepEqual([jwk.kid, jwk.alg, jwk.use], [stored[0]?.keyId, 'RS256', 'sig']);
    assert.equal(
      createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }),
      stored[0]?.publicKeyPem,
    );
  });

  it('gives no key before a platform is registered', async () => {
    stored = [];
    assert.deepEqual(await keySet()(), { keys: [] });
  });

  it('asks the store once for many who ask, and again after five seconds', async () => {
    const read = keySet();
    await Promise.all(Array.from({ length: 20 }, read));
    assert.equal(reads, 1);
    stored = [...stored, await createKeyPair({ now, randomBytes })];
    clock.at = new Date(clock.at.getTime() + 5000);
    assert.equal((await read()).keys.length, 2);
    assert.equal(reads, 2);
  });

  it('does not keep a failure', async () => {
    const read = keySet();
    down = true;
    await assert.rejects(read(), /the store is away/);
    down = false;
    assert.equal((await read()).keys.length, 1);
  });
});
