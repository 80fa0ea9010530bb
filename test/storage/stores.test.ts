import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { LoginAttempt } from '../../src/platform/loginAttempt.js';
import type { Member } from '../../src/platform/roster.js';
import { closeConnection, openConnection, scrubConnection } from '../../src/storage/connection.js';
import { openStores } from '../../src/storage/stores.js';
import { welcomeActivity } from '../support/activities.js';
import { failOnSlowQuery, temporaryDirectory } from '../support/backends.js';
import { draftEvaluation } from '../support/evaluations.js';
import { eachStores, writesDuring } from '../support/eachStores.js';
import { teacherSession } from '../support/launchSessions.js';
import { moodleRegistration, storedKeyPair } from '../support/registrations.js';

const secret = 'the secret of the tests, of 32 bytes';
const now = new Date('2040-01-15T08:00:00Z');
const attempt: LoginAttempt = {
  state: 'state-1',
  nonce: 'nonce-1',
  registrationId: 'registration-1',
  targetLinkUri: 'https://attendus.example/lti/launch',
  browserHash: 'browser-1',
  authorizationRequest: 'https://moodle.example/mod/lti/auth.php',
  expiresAt: new Date('2040-01-15T08:10:00Z'),
};
const member: Member = { sub: '7', name: 'Claire Fontaine', role: 'teacher', active: true };

eachStores('openStores', (stores, connection) => {
  it('opens the same stores as often as asked', async () => {
    await stores().registrations.add(moodleRegistration, storedKeyPair);
    const again = await openStores(connection(), { secret });
    assert.deepEqual(await again.registrations.keyPair('key-1'), storedKeyPair);
  });

  it('lets a launch into a known course cost three writes', async () => {
    const { scope } = teacherSession;
    const { registrations, loginAttempts, launchSessions, rosters, activities } = stores();
    await registrations.add(moodleRegistration, storedKeyPair);
    await activities.addOnce(welcomeActivity);
    await rosters.see(scope, member);

    const writes = await writesDuring(connection(), async () => {
      await registrations.findByIssuer('https://moodle.example', 'client-1');
      await loginAttempts.add(attempt);
      await loginAttempts.find('state-1', now);
      await loginAttempts.take('state-1', now);
      await launchSessions.add(teacherSession);
      await launchSessions.get('session-1', now);
      await rosters.see(scope, member);
      await activities.findByLink(scope, 'link-1');
    });
    assert.deepEqual(writes, [
      'loginAttempts.insertOne',
      'loginAttempts.findOneAndDelete',
      'launchSessions.insertOne',
    ]);
  });

  it('answers each question on registrations through an index, however many there are', async () => {
    const { registrations } = stores();
    const { id: _id, ...fields } = moodleRegistration;
    const numbers = Array.from({ length: 1100 }, (_, i) => i);
    await connection()
      .collection<{ _id: string }>('registrations')
      .insertMany(numbers.map((n) => ({ _id: `r-${n}`, ...fields, clientId: `client-${n}` })));
    await connection()
      .collection<{ _id: string }>('keyPairs')
      .insertMany(numbers.map((n) => ({ _id: `key-${n}`, createdAt: now, publicKeyPem: `${n}` })));
    assert.equal((await registrations.findByIssuer('https://moodle.example')).length, 1100);
    const [found] = await registrations.findByIssuer('https://moodle.example', 'client-1099');
    assert.equal(found?.id, 'r-1099');
    assert.equal((await registrations.list()).length, 1100);
    assert.equal((await registrations.publicKeys(now)).length, 1100);
  });
});

describe('the files of the embedded store', () => {
  let dataDirectory: string;
  beforeEach(() => {
    dataDirectory = temporaryDirectory();
  });
  afterEach(() => rmSync(dataDirectory, { recursive: true }));

  const holds = (text: string) =>
    readdirSync(dataDirectory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .some((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(text));

  const open = () =>
    openConnection({
      dataDirectory,
      now: () => now,
      onSlowQuery: failOnSlowQuery,
      onError: (error) => {
        throw error;
      },
    });

  it('hold neither private keys nor access tokens that can be read', async () => {
    const connection = await open();
    const { registrations, accessTokens } = await openStores(connection, { secret });
    await registrations.add(moodleRegistration, storedKeyPair);
    await accessTokens.put({
      registrationId: 'registration-1',
      scopes: 'some-scope',
      token: 'bearer-of-the-tests',
      expiresAt: attempt.expiresAt,
    });
    const clear = () =>
      ['BEGIN PRIVATE KEY', 'VU5SRUFEQUJMRQ==', 'bearer-of-the-tests', secret].filter(holds);
    assert.deepEqual(clear(), []);
    await closeConnection(connection);
    assert.deepEqual(clear(), []);
    assert.ok(holds('BEGIN PUBLIC KEY') && holds('some-scope'));
  });

  it('hold nothing of what was written over or deleted, once scrubbed, and all of the rest', async () => {
    const connection = await open();
    const { evaluations } = await openStores(connection, { secret });
    const written = (comment: string) => ({ ...draftEvaluation.content, comment: comment.repeat(400) });
    const first = await evaluations.save({ ...draftEvaluation, content: written('Ancien-mot') });
    assert.ok(first.kind === 'saved');
    await evaluations.save({ ...first.evaluation, content: written('Nouveau-mot') });
    assert.ok(holds('Ancien-mot'), 'SQLite keeps what it wrote over');
    await scrubConnection(connection);
    assert.equal(holds('Ancien-mot'), false);
    assert.ok(holds('Nouveau-mot'));
    assert.equal((await evaluations.find('activity-1', '21'))?.content.comment, 'Nouveau-mot'.repeat(400));
    await evaluations.save({ ...draftEvaluation, id: 'evaluation-2', learnerSub: '22' });
    assert.ok(await evaluations.find('activity-1', '22'), 'it is written to as before');
    await closeConnection(connection);
  });

  it('give everything back to the next process', async () => {
    const first = await open();
    await (await openStores(first, { secret })).registrations.add(moodleRegistration, storedKeyPair);
    await closeConnection(first);
    const second = await open();
    const { registrations } = await openStores(second, { secret });
    assert.deepEqual(await registrations.get('registration-1'), moodleRegistration);
    assert.deepEqual(await registrations.keyPair('key-1'), storedKeyPair);
    await closeConnection(second);
  });
});
