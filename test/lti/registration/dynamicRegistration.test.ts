import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createDynamicRegistration } from '../../../src/lti/registration/dynamicRegistration.js';
import { createKeyPair } from '../../../src/lti/registration/keyPair.js';
import { createRegistrationLink } from '../../../src/lti/registration/registrationLinks.js';
import {
  REGISTRATION_REFUSAL_CODES,
  RegistrationRefused,
  type RegistrationRefusalCode,
} from '../../../src/lti/registration/registrationRefused.js';
import type { HttpAnswer, HttpRequest } from '../../../src/lti/services/platformHttp.js';
import { PlatformUnreachable } from '../../../src/lti/services/platformUnreachable.js';
import { memoryRegistrations } from '../../support/memoryPorts.js';
import { recording } from '../recordedMoodle.js';
import { assertSaid } from '../sentences.js';

const CONFIGURATION_URL = 'http://moodle.localhost:8081/mod/lti/openid-configuration.php';
const TOOL = 'http://tool.localhost:3000';
const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const PLATFORM_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

const recordedConfiguration = recording('01-openid-configuration')['body'] as Record<string, unknown>;
const recordedAnswer = (
  recording('03-dynamic-registration')['moodleAnswer'] as { body: Record<string, unknown> }
).body;

type Reply = HttpAnswer | Error;
const answer = (body: unknown, status = 200): HttpAnswer => ({
  status,
  headers: new Headers(),
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The recorded Moodle, whose answers a test can change. */
function rig() {
  const clock = { at: new Date('2026-11-23T12:00:00Z') };
  const now = () => clock.at;
  const registrations = memoryRegistrations();
  const sent: HttpRequest[] = [];
  const moodle: { configuration: Reply; registration: Reply } = {
    configuration: answer(recordedConfiguration),
    registration: answer(recordedAnswer),
  };
  const register = createDynamicRegistration({
    registrations,
    createKeyPair: () => createKeyPair({ now, randomBytes }),
    platformHttp: {
      async request(request) {
        sent.push(request);
        await new Promise((resolve) => setImmediate(resolve));
        const reply = request.method === 'POST' ? moodle.registration : moodle.configuration;
        if (reply instanceof Error) throw reply;
        return reply;
      },
    },
    url: TOOL,
    demo: true,
    now,
    randomBytes,
  });
  const invite = async (activates = false) => {
    const { url } = await createRegistrationLink(
      { activates, hours: 24 },
      { registrations, url: TOOL, now, randomBytes },
    );
    return new URL(url).searchParams.get('token') ?? '';
  };
  const open = (linkToken: string, openIdConfiguration = CONFIGURATION_URL) =>
    register({ openIdConfiguration, registrationToken: 'one-time', linkToken });
  return { clock, registrations, sent, moodle, invite, register, open };
}

async function refused(promise: Promise<unknown>, code: RegistrationRefusalCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof RegistrationRefused, String(error));
    assert.equal(error.code, code, error.message);
    assertSaid(error);
    return true;
  });
}

describe('createDynamicRegistration', () => {
  it('registers the recorded Moodle, pending', async () => {
    const { registrations, invite, open } = rig();
    assert.deepEqual(await open(await invite()), { name: 'moodle.localhost:8081 (moodle)', active: false });
    const [registration, ...others] = registrations.all.values();
    assert.equal(others.length, 0);
    const { id, keyId, ...fields } = registration!;
    assert.deepEqual(fields, {
      name: 'moodle.localhost:8081 (moodle)',
      issuer: 'http://moodle.localhost:8081',
      clientId: '1epyK4VICI4MGZK',
      authorizationUrl: 'http://moodle.localhost:8081/mod/lti/auth.php',
      tokenUrl: 'http://moodle.localhost:8081/mod/lti/token.php',
      keySetUrl: 'http://moodle.localhost:8081/mod/lti/certs.php',
      deploymentIds: ['3'],
      status: 'pending',
      createdAt: new Date('2026-11-23T12:00:00Z'),
    });
    assert.ok(registrations.keyPairs.has(keyId));
    assert.match(id, /^[\w-]{22}$/);
  });

  it('lets the platform in at once when its link says so', async () => {
    const { registrations, invite, open } = rig();
    assert.equal((await open(await invite(true))).active, true);
    assert.deepEqual(
      [...registrations.all.values()].map(({ status }) => status),
      ['active'],
    );
  });

  it('asks for what is used and nothing else', async () => {
    const { sent, invite, open } = rig();
    await open(await invite());
    const [asked, posted] = sent;
    assert.equal(asked?.url, CONFIGURATION_URL);
    assert.equal(posted?.url, 'http://moodle.localhost:8081/mod/lti/openid-registration.php');
    assert.equal(posted?.headers?.['authorization'], 'Bearer one-time');
    assert.equal(posted?.headers?.['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(posted?.body ?? ''), {
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['implicit', 'client_credentials'],
      initiate_login_uri: `${TOOL}/lti/login`,
      redirect_uris: [`${TOOL}/lti/launch`],
      client_name: 'Attendus',
      jwks_uri: `${TOOL}/lti/keys`,
      logo_uri: `${TOOL}/icon.svg`,
      token_endpoint_auth_method: 'private_key_jwt',
      scope: [
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
        'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
        'https://purl.imsglobal.org/spec/lti-ags/scope/score',
        'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
      ].join(' '),
      [TOOL_CONFIGURATION]: {
        domain: 'tool.localhost:3000',
        description: 'Évaluer les attendus du référentiel, compétence par compétence',
        target_link_uri: `${TOOL}/lti/launch`,
        claims: ['iss', 'sub', 'name', 'given_name', 'family_name'],
        custom_parameters: { attendus_groups: '$Moodle.Person.userGroupIds' },
        messages: [
          { type: 'LtiResourceLinkRequest', target_link_uri: `${TOOL}/lti/launch` },
          { type: 'LtiDeepLinkingRequest', target_link_uri: `${TOOL}/lti/launch` },
        ],
      },
    });
  });

  it('asks for nothing that the platform does not offer', async () => {
    const { sent, moodle, invite, open } = rig();
    moodle.configuration = answer({
      ...recordedConfiguration,
      scopes_supported: ['https://purl.imsglobal.org/spec/lti-ags/scope/score', 'openid'],
      claims_supported: ['sub'],
      [PLATFORM_CONFIGURATION]: { messages_supported: [{ type: 'LtiResourceLinkRequest' }] },
    });
    await open(await invite());
    const posted = JSON.parse(sent[1]?.body ?? '') as Record<string, unknown>;
    const tool = posted[TOOL_CONFIGURATION] as { claims: string[]; messages: { type: string }[] };
    assert.equal('custom_parameters' in tool, false);
    assert.equal(posted['scope'], 'https://purl.imsglobal.org/spec/lti-ags/scope/score');
    assert.deepEqual(tool.claims, ['sub']);
    assert.deepEqual(
      tool.messages.map(({ type }) => type),
      ['LtiResourceLinkRequest'],
    );
  });

  it('sends no token when the platform gave none', async () => {
    const { sent, invite, register } = rig();
    await register({ openIdConfiguration: CONFIGURATION_URL, linkToken: await invite() });
    assert.equal(sent.length, 2);
    assert.ok(sent.every(({ headers }) => !('authorization' in (headers ?? {}))));
  });

  it('takes 201 and a platform that tells no deployment', async () => {
    const { registrations, moodle, invite, open } = rig();
    moodle.registration = answer({ client_id: 'c9' }, 201);
    await open(await invite());
    const [registration] = registrations.all.values();
    assert.deepEqual([registration?.clientId, registration?.deploymentIds], ['c9', []]);
  });

  it('keeps the audience of token requests where the platform names one', async () => {
    const { registrations, moodle, invite, open } = rig();
    moodle.configuration = answer({
      ...recordedConfiguration,
      authorization_server: 'http://moodle.localhost:8081',
    });
    await open(await invite());
    assert.equal([...registrations.all.values()][0]?.tokenAudience, 'http://moodle.localhost:8081');
  });

  it('takes token, key set and authorization addresses on other hosts, which the issuer names', async () => {
    const { registrations, moodle, invite, open } = rig();
    const token_endpoint = 'https://auth.brightspace.example/token';
    moodle.configuration = answer({ ...recordedConfiguration, token_endpoint });
    await open(await invite());
    assert.equal([...registrations.all.values()][0]?.tokenUrl, token_endpoint);
  });

  describe('a second time for the same client', () => {
    it('updates addresses and deployments; id, key, name and status stay', async () => {
      const { registrations, moodle, invite, open } = rig();
      await open(await invite(true));
      const [before] = registrations.all.values();
      moodle.configuration = answer({
        ...recordedConfiguration,
        token_endpoint: 'http://moodle.localhost:8081/token',
      });
      moodle.registration = answer({ ...recordedAnswer, [TOOL_CONFIGURATION]: { deployment_id: '4' } });
      assert.equal((await open(await invite(false))).active, true);
      assert.deepEqual(
        [...registrations.all.values()],
        [{ ...before, tokenUrl: 'http://moodle.localhost:8081/token', deploymentIds: ['3', '4'] }],
      );
      assert.equal(registrations.keyPairs.size, 1);
    });

    it('leaves a disabled platform disabled, unless the link activates', async () => {
      const { registrations, invite, open } = rig();
      await open(await invite(true));
      const [before] = registrations.all.values();
      registrations.all.set(before!.id, { ...before!, status: 'disabled' });
      assert.equal((await open(await invite(false))).active, false);
      assert.equal((await open(await invite(true))).active, true);
    });
  });

  describe('a link', () => {
    it('works once', async () => {
      const { invite, open, sent } = rig();
      const link = await invite();
      await open(link);
      sent.length = 0;
      await refused(open(link), 'LINK_UNKNOWN');
      assert.equal(sent.length, 0, 'a platform was called without a link');
    });

    it('works for one of ten platforms at once', async () => {
      const { registrations, invite, open } = rig();
      const link = await invite();
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => open(link)));
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal(registrations.all.size, 1);
    });

    it('works for a day, not longer', async () => {
      const { clock, invite, open } = rig();
      const link = await invite();
      clock.at = new Date(clock.at.getTime() + 24 * 3600_000);
      await refused(open(link), 'LINK_UNKNOWN');
    });

    it('must have been made here', async () => {
      await refused(rig().open('invented'), 'LINK_UNKNOWN');
    });

    it('is kept as a hash alone', async () => {
      const { registrations, invite } = rig();
      const link = await invite();
      assert.match(link, /^[\w-]{43}$/);
      assert.ok(!JSON.stringify([...registrations.links]).includes(link));
    });
  });

  type Change = (moodle: ReturnType<typeof rig>['moodle']) => void;
  const configured =
    (changes: object): Change =>
    (moodle) =>
      void (moodle.configuration = answer({ ...recordedConfiguration, ...changes }));
  const rows: [title: string, code: RegistrationRefusalCode, change: Change][] = [
    [
      'a platform that does not answer',
      'PLATFORM_UNREACHABLE',
      (moodle) => void (moodle.configuration = new PlatformUnreachable('timeout', CONFIGURATION_URL)),
    ],
    [
      'an error instead of a configuration',
      'CONFIGURATION_INVALID',
      (moodle) => void (moodle.configuration = answer('', 404)),
    ],
    [
      'a redirect instead of a configuration',
      'CONFIGURATION_INVALID',
      (moodle) => void (moodle.configuration = answer('', 302)),
    ],
    [
      'HTML instead of a configuration',
      'CONFIGURATION_INVALID',
      (moodle) => void (moodle.configuration = answer('<p>')),
    ],
    ['a configuration without key set', 'CONFIGURATION_INVALID', configured({ jwks_uri: undefined })],
    [
      'a key set over plain http',
      'CONFIGURATION_INVALID',
      configured({ jwks_uri: 'http://moodle.example/certs' }),
    ],
    ['an issuer on another host', 'ISSUER_ELSEWHERE', configured({ issuer: 'https://other.example' })],
    ['an issuer on another port', 'ISSUER_ELSEWHERE', configured({ issuer: 'http://moodle.localhost' })],
    [
      'a registration endpoint on another host',
      'ISSUER_ELSEWHERE',
      configured({ registration_endpoint: 'https://other.example/register' }),
    ],
    [
      'a platform without RS256',
      'PLATFORM_UNSUPPORTED',
      configured({ id_token_signing_alg_values_supported: ['ES256'] }),
    ],
    [
      'a refusal',
      'PLATFORM_REFUSED',
      (moodle) => void (moodle.registration = answer({ reason: 'invalid_token' }, 401)),
    ],
    ['an answer without client id', 'ANSWER_INVALID', (moodle) => void (moodle.registration = answer({}))],
    ['an answer that is no JSON', 'ANSWER_INVALID', (moodle) => void (moodle.registration = answer('OK'))],
  ];
  for (const [title, code, change] of rows) {
    it(`refuses ${title}; the link can be used again`, async () => {
      const { registrations, moodle, invite, open } = rig();
      const good = { ...moodle };
      change(moodle);
      const link = await invite();
      await refused(open(link), code);
      assert.equal(registrations.all.size, 0);
      Object.assign(moodle, good);
      await open(link);
      assert.equal(registrations.all.size, 1);
    });
  }

  for (const address of [
    'http://moodle.example/config',
    'file:///etc/passwd',
    'moodle',
    'https://a:b@moodle.example/',
  ]) {
    it(`does not call ${address}`, async () => {
      const { sent, invite, open } = rig();
      await refused(open(await invite(), address), 'CONFIGURATION_ADDRESS_REFUSED');
      assert.equal(sent.length, 0);
    });
  }
});

describe('RegistrationRefused', () => {
  it('has a sentence in every language for every code', () => {
    for (const code of REGISTRATION_REFUSAL_CODES) {
      assertSaid(new RegistrationRefused(code, 'detail', { facts: { host: 'x', status: 400 } }));
    }
  });
});
