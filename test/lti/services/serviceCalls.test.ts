import assert from 'node:assert/strict';
import { isOfPlatform } from '../../../src/lti/services/serviceCalls.js';
import type { Registration } from '../../../src/platform/registration.js';
import { moodleRegistration } from '../../support/registrations.js';
import { startPlatform, type StandInPlatform } from './standInPlatform.js';
import { answering, isTokenRequest, registrationAt, servicesFor, type TestServices } from './testServices.js';

const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';

describe('createServiceCalls', () => {
  let platform: StandInPlatform;
  let registration: Registration | undefined;
  let services: TestServices;

  beforeEach(async () => {
    platform = await startPlatform();
    registration = registrationAt(platform.origin);
    services = servicesFor(() => registration);
    answering(platform, () => ({ body: 'ok' }));
  });

  afterEach(async () => {
    await platform.close();
    await services.http.close();
  });

  const call = (url = `${platform.origin}/scores`) =>
    services.calls.call('registration-1', [SCOPE], { method: 'POST', url, body: '{}' });

  const tokenRequests = () => platform.received.filter(isTokenRequest).length;
  const bearers = () =>
    platform.received
      .filter((request) => !isTokenRequest(request))
      .map(({ headers }) => headers.authorization);

  it('carries a token', async () => {
    const outcome = await call();
    assert.ok(outcome.kind === 'answer' && outcome.answer.text === 'ok');
    assert.deepEqual(bearers(), ['Bearer token-1']);
  });

  it('gives answers of any other status as they are', async () => {
    answering(platform, () => ({ status: 500 }));
    const outcome = await call();
    assert.ok(outcome.kind === 'answer' && outcome.answer.status === 500);
  });

  it('tries once more with a fresh token after a 401', async () => {
    answering(platform, ({ headers }) => (headers.authorization === 'Bearer token-1' ? { status: 401 } : {}));
    const outcome = await call();
    assert.equal(outcome.kind, 'answer');
    assert.deepEqual(bearers(), ['Bearer token-1', 'Bearer token-2']);
  });

  it('is unauthorized after a second 401, for now', async () => {
    answering(platform, () => ({ status: 401 }));
    assert.deepEqual(await call(), { kind: 'failed', reason: 'unauthorized', temporary: true, status: 401 });
    assert.equal(bearers().length, 2);
  });

  it('renews once for a class of calls that were refused', async () => {
    answering(platform, ({ headers }) => (headers.authorization === 'Bearer token-1' ? { status: 401 } : {}));
    const outcomes = await Promise.all(Array.from({ length: 36 }, () => call()));
    assert.ok(outcomes.every(({ kind }) => kind === 'answer'));
    assert.equal(tokenRequests(), 2);
  });

  it('passes on that no token was given', async () => {
    platform.answer = () => ({ status: 400, body: '{"error":"invalid_client"}' });
    assert.deepEqual(await call(), { kind: 'failed', reason: 'unauthorized', temporary: true, status: 400 });
    assert.equal(bearers().length, 0);
  });

  it('tells of a platform that is down', async () => {
    await call();
    await platform.close();
    assert.deepEqual(await call(), { kind: 'failed', reason: 'unreachable', temporary: true });
  });

  it('tells of a platform that hangs', async () => {
    answering(platform, () => 'hang');
    const outcome = await services.calls.call('registration-1', [SCOPE], {
      url: `${platform.origin}/scores`,
      timeoutMs: 50,
    });
    assert.deepEqual(outcome, { kind: 'failed', reason: 'timeout', temporary: true });
  });

  for (const status of ['pending', 'disabled', 'removed'] as const) {
    it(`asks nothing of a ${status} registration`, async () => {
      registration = status === 'removed' ? undefined : { ...registrationAt(platform.origin), status };
      assert.deepEqual(await call(), { kind: 'failed', reason: 'unauthorized', temporary: true });
      assert.equal(platform.received.length, 0);
    });
  }

  it('carries no token to a foreign address', async () => {
    const foreign = await startPlatform();
    assert.deepEqual(await call(`${foreign.origin}/scores`), {
      kind: 'failed',
      reason: 'refused',
      temporary: false,
    });
    assert.equal(foreign.received.length + platform.received.length, 0);
    await foreign.close();
  });
});

describe('isOfPlatform', () => {
  const brightspace: Registration = {
    ...moodleRegistration,
    issuer: 'https://lycee.brightspace.example',
    tokenUrl: 'https://auth.brightspace.example/core/connect/token',
  };
  const canvas: Registration = {
    ...moodleRegistration,
    issuer: 'https://canvas.instructure.com',
    authorizationUrl: 'https://sso.canvaslms.com/api/lti/authorize_redirect',
    tokenUrl: 'https://sso.canvaslms.com/login/oauth2/token',
    keySetUrl: 'https://sso.canvaslms.com/api/lti/security/jwks',
  };
  const named: Registration = { ...moodleRegistration, issuer: 'moodle of the lycée' };

  const cases: [string, Registration, string, boolean][] = [
    [
      'the issuer’s origin',
      moodleRegistration,
      'https://moodle.example/mod/lti/services.php/2/lineitems',
      true,
    ],
    ['the token endpoint’s origin', brightspace, 'https://auth.brightspace.example/x', true],
    ['an issuer that is no address', named, 'https://moodle.example/x', true],
    ['another host', moodleRegistration, 'https://evil.example/x', false],
    ['a host below', moodleRegistration, 'https://x.moodle.example/x', false],
    ['a host that begins alike', moodleRegistration, 'https://moodle.example.evil.example/x', false],
    ['another port', moodleRegistration, 'https://moodle.example:8443/x', false],
    ['another scheme', moodleRegistration, 'http://moodle.example/x', false],
    ['a host in the credentials', moodleRegistration, 'https://moodle.example@evil.example/x', false],
    ['no address', moodleRegistration, '/mod/lti/services.php', false],
    ['a school’s own Canvas', canvas, 'https://lycee.instructure.com/api/lti/courses/1/line_items', true],
    ['a school’s Canvas over plain http', canvas, 'http://lycee.instructure.com/api/lti', false],
    ['a host that ends like Canvas', canvas, 'https://evilinstructure.com/api/lti', false],
    ['a Canvas host for a Moodle', moodleRegistration, 'https://lycee.instructure.com/x', false],
  ];
  for (const [name, registration, url, expected] of cases) {
    it(`${expected ? 'takes' : 'refuses'} ${name}`, () =>
      assert.equal(isOfPlatform(url, registration), expected));
  }
});
