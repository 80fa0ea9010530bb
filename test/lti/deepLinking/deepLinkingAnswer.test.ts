import assert from 'node:assert/strict';
import { createPublicKey, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { BadRequest } from '../../../src/errors.js';
import { createDeepLinkingAnswer } from '../../../src/lti/deepLinking/deepLinkingAnswer.js';
import { LaunchRefused } from '../../../src/lti/launch/launchRefused.js';
import { openProvider } from '../../../src/lti/ltijs/provider.js';
import { createKeyPair } from '../../../src/lti/registration/keyPair.js';
import type { LinkableGrid } from '../../../src/platform/deepLinkingAnswer.js';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import { memoryAccessTokens, memoryRegistrations } from '../../support/memoryPorts.js';
import { teacherSession } from '../../support/launchSessions.js';
import { moodleRegistration } from '../../support/registrations.js';
import { recording } from '../recordedMoodle.js';

const now = () => new Date('2026-11-23T12:00:00Z');
const URL_OF_TOOL = 'https://attendus.example';
const LAUNCH = `${URL_OF_TOOL}/lti/launch`;
const CONTENT_ITEMS = 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items';

const session: LaunchSession = {
  ...teacherSession,
  message: 'deepLinking',
  deepLinking: {
    returnUrl: 'https://moodle.example/return.php?id=3',
    acceptTypes: ['ltiResourceLink'],
    acceptMultiple: true,
  },
};
const grid: LinkableGrid = {
  id: 'grid-1@1',
  grid: { title: 'Accueil téléphonique — l’appel difficile', maximumHundredths: 2000, purpose: 'formative' },
};

async function rig() {
  const registrations = memoryRegistrations();
  const keyPair = await createKeyPair({ now, randomBytes });
  await registrations.add({ ...moodleRegistration, keyId: keyPair.keyId }, keyPair);
  const provider = await openProvider({
    registrations,
    accessTokens: memoryAccessTokens(),
    now,
    randomBytes,
  });
  const answer = createDeepLinkingAnswer({ provider, registrations, url: URL_OF_TOOL });
  const signed = async (from: LaunchSession, made: LinkableGrid) => {
    const { returnUrl, jwt: token } = await answer(from, made);
    const key = createPublicKey(keyPair.publicKeyPem);
    const { header, payload } = jwt.verify(token, key, { algorithms: ['RS256'], complete: true });
    return { returnUrl, header, payload: payload as Record<string, unknown> };
  };
  const itemOf = async (changes: Partial<LinkableGrid['grid']>) => {
    const { payload } = await signed(session, { ...grid, grid: { ...grid.grid, ...changes } });
    return (payload[CONTENT_ITEMS] as Record<string, unknown>[])[0] ?? {};
  };
  return { registrations, keyPair, answer, signed, itemOf };
}

describe('createDeepLinkingAnswer', () => {
  it('signs the answer with the key of the registration, for the platform', async () => {
    const { keyPair, signed } = await rig();
    const { returnUrl, header, payload } = await signed(session, grid);
    assert.equal(returnUrl, 'https://moodle.example/return.php?id=3');
    assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: keyPair.keyId });
    const { iss, aud, nonce, iat, exp } = payload;
    assert.deepEqual([iss, aud], [moodleRegistration.clientId, moodleRegistration.issuer]);
    assert.equal(typeof nonce, 'string');
    assert.equal(Number(exp) - Number(iat), 60);
  });

  it('signs with the key that has taken over', async () => {
    const { registrations, answer } = await rig();
    const [registration] = await registrations.list();
    const next = await createKeyPair({ now, randomBytes });
    const replacement = { keyPair: next, signsFrom: now(), othersLeaveAt: now() };
    await registrations.replaceKey(registration!, replacement);
    const { jwt: token } = await answer(session, grid);
    const { header } = jwt.verify(token, next.publicKeyPem, { algorithms: ['RS256'], complete: true });
    assert.equal(header.kid, next.keyId);
  });

  it('has the claims of the recorded answer that Moodle took', async () => {
    const { payload } = await (await rig()).signed(session, grid);
    const recorded = recording('05-deep-linking-response')['toolSentJwt'] as { payload: object };
    const optional = /lti-dl\/claim\/(msg|log)$/;
    assert.deepEqual(
      Object.keys(payload).sort(),
      Object.keys(recorded.payload)
        .filter((name) => !optional.test(name))
        .sort(),
    );
    assert.equal(payload['https://purl.imsglobal.org/spec/lti/claim/deployment_id'], '1');
    assert.equal(payload['https://purl.imsglobal.org/spec/lti/claim/message_type'], 'LtiDeepLinkingResponse');
    assert.equal(payload['https://purl.imsglobal.org/spec/lti/claim/version'], '1.3.0');
  });

  it('links the grid, with a column for its marks', async () => {
    const { payload } = await (await rig()).signed(session, grid);
    assert.deepEqual(payload[CONTENT_ITEMS], [
      {
        type: 'ltiResourceLink',
        title: 'Accueil téléphonique — l’appel difficile',
        url: LAUNCH,
        custom: { attendus_grid: 'grid-1@1', attendus_groups: '$Moodle.Person.userGroupIds' },
        lineItem: {
          scoreMaximum: 20,
          label: 'Accueil téléphonique — l’appel difficile',
          resourceId: 'grid-1@1',
          tag: 'attendus',
          submissionReview: { reviewableStatus: ['InProgress', 'Submitted', 'Completed'], url: LAUNCH },
        },
      },
    ]);
  });

  it('asks a platform that is no Moodle for no groups', async () => {
    const { signed } = await rig();
    const elsewhere = { ...session, platform: { ...session.platform, family: 'canvas' } };
    const { payload } = await signed(elsewhere, grid);
    const [item] = payload[CONTENT_ITEMS] as { custom: object }[];
    assert.deepEqual(item?.custom, { attendus_grid: 'grid-1@1' });
  });

  it('asks for no column for a certificative grid', async () => {
    const item = await (await rig()).itemOf({ purpose: 'certificative' });
    assert.equal('lineItem' in item, false);
  });

  it('shortens a title that Moodle would refuse, by characters', async () => {
    const { itemOf } = await rig();
    const long = await itemOf({ title: '🎓'.repeat(256) });
    assert.equal(long['title'], `${'🎓'.repeat(254)}…`);
    assert.equal((long['lineItem'] as { label: string }).label, long['title']);
    assert.equal((await itemOf({ title: '🎓'.repeat(255) }))['title'], '🎓'.repeat(255));
  });

  it('asks Moodle for no column that its form would refuse', async () => {
    const { itemOf } = await rig();
    const hasColumn = async (maximumHundredths: number) =>
      'lineItem' in (await itemOf({ maximumHundredths }));
    assert.deepEqual(await Promise.all([100, 10_000].map(hasColumn)), [true, true]);
    assert.deepEqual(await Promise.all([1250, 10_100].map(hasColumn)), [false, false]);
  });

  it('gives other platforms a maximum with decimals', async () => {
    const { signed } = await rig();
    const elsewhere = { ...session, platform: { ...session.platform, family: 'canvas' } };
    const made = { ...grid, grid: { ...grid.grid, maximumHundredths: 1250 } };
    const { payload } = await signed(elsewhere, made);
    const [item] = payload[CONTENT_ITEMS] as { lineItem: { scoreMaximum: number } }[];
    assert.equal(item?.lineItem.scoreMaximum, 12.5);
  });

  it("sends the request's data back unchanged", async () => {
    const { signed } = await rig();
    const withData = { ...session, deepLinking: { ...session.deepLinking!, data: ' opaque&= ' } };
    const { payload } = await signed(withData, grid);
    assert.equal(payload['https://purl.imsglobal.org/spec/lti-dl/claim/data'], ' opaque&= ');
  });

  it('refuses a session that no deep linking request opened', async () => {
    await assert.rejects((await rig()).answer(teacherSession, grid), BadRequest);
  });

  it('refuses a platform that was disabled meanwhile', async () => {
    const { registrations, answer } = await rig();
    const [stored] = registrations.all.values();
    registrations.all.set(stored!.id, { ...stored!, status: 'disabled' });
    await assert.rejects(
      answer(session, grid),
      (error) => error instanceof LaunchRefused && error.code === 'REGISTRATION_DISABLED',
    );
  });
});
