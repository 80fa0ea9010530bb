import assert from 'node:assert/strict';
import { BadRequest, NotFound } from '../../src/errors.js';
import type { KeyPair, Registration, RegistrationLink } from '../../src/platform/registration.js';
import { RegistrationExists } from '../../src/storage/registrationStore.js';
import { SealBroken, SecretMismatch } from '../../src/storage/secretBox.js';
import { openStores } from '../../src/storage/stores.js';
import { eachStores, winners } from '../support/eachStores.js';
import { moodleRegistration, storedKeyPair } from '../support/registrations.js';

function nth(n: number, changes: Partial<Registration> = {}): [Registration, KeyPair] {
  const createdAt = new Date(Date.UTC(2040, 0, n));
  const keyId = `key-${n}`;
  const names = { id: `registration-${n}`, clientId: `client-${n}`, keyId, createdAt };
  return [
    { ...moodleRegistration, ...names, ...changes },
    { ...storedKeyPair, keyId, createdAt },
  ];
}

const link: RegistrationLink = {
  tokenHash: 'token-hash',
  activates: true,
  expiresAt: new Date('2040-01-15T09:00:00Z'),
};
const beforeExpiry = new Date('2040-01-15T08:59:59.999Z');

const now = new Date('2040-06-01T08:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

eachStores('RegistrationStore', (stores, connection) => {
  const registrations = () => stores().registrations;
  const rawKeyPair = (keyId: string) =>
    connection().collection<{ _id: string; sealedPrivateKey: string }>('keyPairs').findOne({ _id: keyId });

  it('gives a registration back whole', async () => {
    const registration = { ...moodleRegistration, tokenAudience: 'https://moodle.example' };
    await registrations().add(registration, storedKeyPair);
    assert.deepEqual(await registrations().get('registration-1'), registration);
  });

  it('knows no other registration', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    assert.equal(await registrations().get('registration-2'), undefined);
    assert.deepEqual(await registrations().findByIssuer('https://other.example'), []);
    assert.deepEqual(await registrations().findByIssuer('https://moodle.example', 'client-2'), []);
  });

  it('lists registrations, and those of an issuer, oldest first', async () => {
    await registrations().add(...nth(3));
    await registrations().add(...nth(1));
    await registrations().add(...nth(2, { issuer: 'https://other.example' }));
    const ids = (found: readonly Registration[]) => found.map(({ id }) => id);
    assert.deepEqual(ids(await registrations().list()), [
      'registration-1',
      'registration-2',
      'registration-3',
    ]);
    const ofMoodle = await registrations().findByIssuer('https://moodle.example');
    assert.deepEqual(ids(ofMoodle), ['registration-1', 'registration-3']);
    const ofClient = await registrations().findByIssuer('https://moodle.example', 'client-3');
    assert.deepEqual(ids(ofClient), ['registration-3']);
  });

  it('lists what was made at the same instant in one order, whichever came first', async () => {
    for (const n of [3, 1, 2]) await registrations().add(...nth(n, { createdAt: now }));
    const ids = (await registrations().list()).map(({ id }) => id);
    assert.deepEqual(ids, ['registration-1', 'registration-2', 'registration-3']);
  });

  it('replaces what may change', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    const changed: Registration = {
      ...moodleRegistration,
      name: 'Lycée des Métiers',
      authorizationUrl: 'https://moodle.example/new/auth',
      tokenUrl: 'https://moodle.example/new/token',
      tokenAudience: 'https://moodle.example',
      keySetUrl: 'https://moodle.example/new/certs',
      deploymentIds: ['1', '2', '3'],
      status: 'disabled',
    };
    await registrations().update(changed);
    assert.deepEqual(await registrations().get('registration-1'), changed);
  });

  it('keeps issuer, client id, key and creation date', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    await registrations().update({
      ...moodleRegistration,
      issuer: 'https://other.example',
      clientId: 'client-2',
      keyId: 'key-2',
      createdAt: new Date(0),
    });
    assert.deepEqual(await registrations().get('registration-1'), moodleRegistration);
  });

  it('removes a token audience that is no longer given', async () => {
    await registrations().add({ ...moodleRegistration, tokenAudience: 'https://a.example' }, storedKeyPair);
    await registrations().update(moodleRegistration);
    assert.deepEqual(await registrations().get('registration-1'), moodleRegistration);
  });

  it('tells when the registration to update is unknown', async () => {
    await assert.rejects(registrations().update(moodleRegistration), NotFound);
  });

  it('refuses a second registration of one issuer and client id, and drops its key', async () => {
    const [second, keyPair] = nth(2, { clientId: 'client-1' });
    await registrations().add(moodleRegistration, storedKeyPair);
    await assert.rejects(registrations().add(second, keyPair), RegistrationExists);
    assert.equal(await registrations().get('registration-2'), undefined);
    assert.equal(await registrations().keyPair('key-2'), undefined);
    assert.deepEqual(await registrations().keyPair('key-1'), storedKeyPair);
  });

  it('takes one of ten registrations of one issuer and client id at once', async () => {
    const added = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => registrations().add(...nth(i + 1, { clientId: 'client-1' }))),
    );
    assert.equal(added.filter(({ status }) => status === 'fulfilled').length, 1);
    const [kept, ...others] = await registrations().list();
    assert.deepEqual(others, []);
    assert.deepEqual(
      (await registrations().publicKeys(now)).map(({ keyId }) => keyId),
      [kept!.keyId],
    );
  });

  it('takes one client id under two issuers', async () => {
    await registrations().add(...nth(1, { clientId: 'client-1' }));
    await registrations().add(...nth(2, { clientId: 'client-1', issuer: 'https://other.example' }));
    assert.equal((await registrations().list()).length, 2);
  });

  it('refuses a key pair under an id that another has', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    const [second] = nth(2);
    const again = { ...storedKeyPair, privateKeyPem: 'another' };
    await assert.rejects(registrations().add(second, again), /key-1 is stored already/);
    assert.deepEqual(await registrations().keyPair('key-1'), storedKeyPair);
  });

  it('gives key pairs back whole, and public keys without their private half', async () => {
    await registrations().add(...nth(2));
    await registrations().add(...nth(1));
    assert.deepEqual(await registrations().keyPair('key-2'), nth(2)[1]);
    assert.equal(await registrations().keyPair('key-3'), undefined);
    const { publicKeyPem } = storedKeyPair;
    assert.deepEqual(await registrations().publicKeys(now), [
      { keyId: 'key-1', publicKeyPem, createdAt: nth(1)[1].createdAt },
      { keyId: 'key-2', publicKeyPem, createdAt: nth(2)[1].createdAt },
    ]);
  });

  describe('replaceKey', () => {
    const replacement = (n: number, from = later(24)) => ({
      keyPair: { ...storedKeyPair, keyId: `key-${n}`, createdAt: now },
      signsFrom: from,
      othersLeaveAt: later(25),
    });
    const shownAt = async (at: Date) => (await registrations().publicKeys(at)).map(({ keyId }) => keyId);

    beforeEach(() => registrations().add(moodleRegistration, storedKeyPair));

    it('shows both keys until the old one leaves', async () => {
      const replaced = await registrations().replaceKey(moodleRegistration, replacement(2));
      const nextKey = { keyId: 'key-2', signsFrom: later(24) };
      assert.deepEqual(replaced, { ...moodleRegistration, nextKey });
      assert.deepEqual(await registrations().get('registration-1'), replaced);
      assert.deepEqual(await shownAt(now), ['key-1', 'key-2']);
      assert.deepEqual(await shownAt(later(25)), ['key-2']);
    });

    it('makes the key that signs by then the one that is left', async () => {
      const first = await registrations().replaceKey(moodleRegistration, replacement(2));
      const second = { ...replacement(3, later(200)), othersLeaveAt: later(201) };
      const replaced = await registrations().replaceKey(first!, second);
      assert.equal(replaced?.keyId, 'key-2');
      assert.deepEqual(await shownAt(later(100)), ['key-2', 'key-3']);
      assert.deepEqual(await shownAt(later(201)), ['key-3']);
    });

    it('puts a key in the place of one that never signed', async () => {
      const first = await registrations().replaceKey(moodleRegistration, replacement(2));
      const atOnce = { ...replacement(3, now), othersLeaveAt: later(1) };
      const replaced = await registrations().replaceKey(first!, atOnce);
      assert.deepEqual([replaced?.keyId, replaced?.nextKey?.keyId], ['key-1', 'key-3']);
      assert.deepEqual(await shownAt(later(1)), ['key-3']);
    });

    it('lets one of several at once through, and drops the keys of the others', async () => {
      const replaced = await Promise.all(
        [2, 3, 4, 5].map((n) => registrations().replaceKey(moodleRegistration, replacement(n))),
      );
      assert.equal(winners(replaced), 1);
      const [kept] = replaced.flatMap((one) => one?.nextKey?.keyId ?? []);
      assert.deepEqual(await shownAt(now), ['key-1', kept]);
    });

    it('outlives an update of the registration', async () => {
      const replaced = await registrations().replaceKey(moodleRegistration, replacement(2));
      await registrations().update({ ...moodleRegistration, name: 'Lycée des Métiers' });
      const stored = await registrations().get('registration-1');
      assert.deepEqual(stored, { ...replaced, name: 'Lycée des Métiers' });
    });
  });

  it('stores no private key that can be read', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    const raw = JSON.stringify(await rawKeyPair('key-1'));
    assert.ok(raw.includes('BEGIN PUBLIC KEY'));
    assert.ok(!raw.includes('PRIVATE KEY') && !raw.includes('VU5SRUFEQUJMRQ'));
  });

  it('tells when the secret is not the one that a key was encrypted with', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    const others = await openStores(connection(), { secret: 'another secret, of 32 bytes at least' });
    await assert.rejects(others.registrations.keyPair('key-1'), SecretMismatch);
    assert.equal((await others.registrations.publicKeys(now)).length, 1);
  });

  it('encrypts keys again with the secret that replaces another, and needs that one no more', async () => {
    const [before, after] = ['the secret of the tests, of 32 bytes', 'another secret, of 32 bytes at least'];
    await registrations().add(...nth(1));
    await registrations().add(...nth(2));
    const changing = { secret: after, previousSecret: before };
    await Promise.all([openStores(connection(), changing), openStores(connection(), changing)]);
    await openStores(connection(), changing);
    const changed = await openStores(connection(), { secret: after });
    assert.deepEqual(await changed.registrations.keyPair('key-1'), nth(1)[1]);
    assert.deepEqual(await changed.registrations.keyPair('key-2'), nth(2)[1]);
    await assert.rejects(registrations().keyPair('key-1'), SecretMismatch);
  });

  it('opens no private key that was moved to another record', async () => {
    await registrations().add(...nth(1));
    await registrations().add(...nth(2));
    const { sealedPrivateKey } = (await rawKeyPair('key-1'))!;
    const keyPairs = connection().collection<{ _id: string }>('keyPairs');
    await keyPairs.updateOne({ _id: 'key-2' }, { $set: { sealedPrivateKey } });
    await assert.rejects(registrations().keyPair('key-2'), SealBroken);
  });

  it('finds a link without taking it', async () => {
    await registrations().addLink(link);
    assert.deepEqual(await registrations().findLink('token-hash', beforeExpiry), link);
    assert.deepEqual(await registrations().takeLink('token-hash', beforeExpiry), link);
  });

  it('gives a link to one of twenty takers at once', async () => {
    await registrations().addLink(link);
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => registrations().takeLink('token-hash', beforeExpiry)),
    );
    assert.equal(winners(taken), 1);
    assert.equal(await registrations().findLink('token-hash', beforeExpiry), undefined);
  });

  it('never gives a link that has expired or that nobody made', async () => {
    await registrations().addLink(link);
    assert.equal(await registrations().findLink('token-hash', link.expiresAt), undefined);
    assert.equal(await registrations().takeLink('token-hash', link.expiresAt), undefined);
    assert.equal(await registrations().takeLink('other-hash', beforeExpiry), undefined);
  });

  it('takes nothing but text for names', async () => {
    await registrations().add(moodleRegistration, storedKeyPair);
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(registrations().get(anything), BadRequest);
    await assert.rejects(registrations().findByIssuer(anything), BadRequest);
    await assert.rejects(registrations().findByIssuer('https://moodle.example', anything), BadRequest);
    await assert.rejects(registrations().keyPair(anything), BadRequest);
    await assert.rejects(registrations().takeLink(anything, beforeExpiry), BadRequest);
  });
});
