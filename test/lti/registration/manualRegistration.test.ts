import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { createKeyPair } from '../../../src/lti/registration/keyPair.js';
import { createRegistrar } from '../../../src/lti/registration/registrar.js';
import type { RegistrationForm } from '../../../src/platform/registrar.js';
import { memoryRegistrations } from '../../support/memoryPorts.js';

const moodle: RegistrationForm = {
  issuer: 'https://moodle.example',
  clientId: 'client-1',
  authorizationUrl: 'https://moodle.example/mod/lti/auth.php',
  tokenUrl: 'https://moodle.example/mod/lti/token.php',
  keySetUrl: 'https://moodle.example/mod/lti/certs.php',
};

function rig({ demo = false } = {}) {
  const registrations = memoryRegistrations();
  const now = () => new Date('2026-11-23T12:00:00Z');
  const registrar = createRegistrar({
    registrations,
    createKeyPair: () => createKeyPair({ now, randomBytes }),
    url: 'https://attendus.example',
    demo,
    now,
    randomBytes,
  });
  const registered = async (changes: RegistrationForm = {}) => {
    const outcome = await registrar.register({ ...moodle, ...changes });
    assert.ok(outcome.kind !== 'invalid', JSON.stringify(outcome));
    return outcome;
  };
  return { registrations, registrar, registered };
}

describe('register', () => {
  it('stores an active registration with a key pair of its own', async () => {
    const { registrations, registered } = rig();
    const { kind, registration } = await registered();
    const { id, keyId, ...fields } = registration;
    assert.equal(kind, 'registered');
    assert.deepEqual(fields, {
      ...moodle,
      name: 'moodle.example',
      deploymentIds: [],
      status: 'active',
      createdAt: new Date('2026-11-23T12:00:00Z'),
    });
    assert.deepEqual([...registrations.all.keys()], [id]);
    const pair = registrations.keyPairs.get(keyId);
    assert.equal(
      createPublicKey(createPrivateKey(pair!.privateKeyPem)).export({ type: 'spki', format: 'pem' }),
      pair!.publicKeyPem,
    );
    assert.ok((createPublicKey(pair!.publicKeyPem).asymmetricKeyDetails?.modulusLength ?? 0) >= 2048);
  });

  it('tells what the platform needs', async () => {
    assert.deepEqual((await rig().registered()).tool, {
      login: 'https://attendus.example/lti/login',
      launch: 'https://attendus.example/lti/launch',
      keySet: 'https://attendus.example/lti/keys',
      registration: 'https://attendus.example/lti/register',
      icon: 'https://attendus.example/icon.svg',
    });
  });

  it('keeps name, deployments and token audience', async () => {
    const given = { name: 'Lycée', deploymentIds: ['1', '2'], tokenAudience: 'https://moodle.example' };
    const { registration } = await rig().registered(given);
    assert.deepEqual(
      {
        name: registration.name,
        deploymentIds: registration.deploymentIds,
        tokenAudience: registration.tokenAudience,
      },
      given,
    );
  });

  it('updates the same issuer and client, whose id, key, status and data stay', async () => {
    const { registrations, registrar, registered } = rig();
    const first = await registered({ name: 'Lycée', deploymentIds: ['1'] });
    await registrar.setStatus(first.registration.id, 'disabled');
    const tokenUrl = 'https://moodle.example/new-token.php';
    const second = await registered({ tokenUrl });
    assert.equal(second.kind, 'updated');
    assert.deepEqual(second.registration, { ...first.registration, tokenUrl, status: 'disabled' });
    assert.deepEqual([...registrations.all.values()], [second.registration]);
    assert.equal(registrations.keyPairs.size, 1);
  });

  it('tells every problem at once, and stores nothing', async () => {
    const { registrations, registrar } = rig();
    const outcome = await registrar.register({
      issuer: 'https://moodle.example?x=1',
      clientId: ' ',
      authorizationUrl: 'javascript:alert(1)',
      tokenUrl: 'http://moodle.example/token',
      tokenAudience: '',
      deploymentIds: ['1', ''],
    });
    assert.deepEqual(outcome, {
      kind: 'invalid',
      problems: [
        { field: 'issuer', problem: 'must have neither query nor fragment' },
        { field: 'clientId', problem: 'is empty' },
        { field: 'authorizationUrl', problem: 'must be an https address' },
        { field: 'tokenUrl', problem: 'must be an https address' },
        { field: 'keySetUrl', problem: 'is missing' },
        { field: 'tokenAudience', problem: 'is empty' },
        { field: 'deploymentIds', problem: 'is empty' },
      ],
    });
    assert.equal(registrations.all.size, 0);
  });

  const addresses: [title: string, address: string, taken: { demo: boolean; life: boolean }][] = [
    ['https', 'https://moodle.example/certs', { demo: true, life: true }],
    ['http on this machine', 'http://moodle.localhost:8081/certs', { demo: true, life: false }],
    ['http on loopback', 'http://127.0.0.1:8081/certs', { demo: true, life: false }],
    ['http elsewhere', 'http://moodle.example/certs', { demo: false, life: false }],
    ['https with a password', 'https://u:p@moodle.example/certs', { demo: false, life: false }],
    ['a file', 'file:///etc/passwd', { demo: false, life: false }],
    ['no address', 'moodle.example', { demo: false, life: false }],
  ];
  for (const [title, keySetUrl, taken] of addresses) {
    it(`${taken.life ? 'takes' : taken.demo ? 'takes in the demonstration alone' : 'refuses'} ${title}`, async () => {
      for (const demo of [true, false]) {
        const outcome = await rig({ demo }).registrar.register({ ...moodle, keySetUrl });
        assert.equal(outcome.kind !== 'invalid', demo ? taken.demo : taken.life);
      }
    });
  }
});

describe('setStatus', () => {
  it('disables and activates a registration', async () => {
    const { registrations, registrar, registered } = rig();
    const { id } = (await registered()).registration;
    assert.equal((await registrar.setStatus(id, 'disabled'))?.status, 'disabled');
    assert.equal(registrations.all.get(id)?.status, 'disabled');
    assert.equal((await registrar.setStatus(id, 'active'))?.status, 'active');
    assert.equal(registrations.all.get(id)?.status, 'active');
  });

  it('knows no registration of another id', async () => {
    assert.equal(await rig().registrar.setStatus('nope', 'active'), undefined);
  });
});
