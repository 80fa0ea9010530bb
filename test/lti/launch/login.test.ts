import assert from 'node:assert/strict';
import { LaunchRefused, type RefusalCode } from '../../../src/lti/launch/launchRefused.js';
import type { LoginRequest } from '../../../src/platform/launchGate.js';
import { recordedLaunch } from '../recordedMoodle.js';
import { assertSaid } from '../sentences.js';
import { launchRig, recordedRegistration, TOOL } from './launchRig.js';

describe('startLogin', () => {
  let rig: ReturnType<typeof launchRig>;
  beforeEach(() => {
    rig = launchRig();
  });

  const start = (changes: Record<string, unknown> = {}, request: Partial<LoginRequest> = {}) =>
    rig.gate.startLogin({
      parameters: { ...recordedLaunch('learner').login, ...changes },
      cookieInDoubt: false,
      ...request,
    });

  it("goes to the platform's authorization endpoint as Moodle expects", async () => {
    const { state, next } = await start();
    assert.equal(next.kind, 'authorize');
    const url = new URL(next.kind === 'authorize' ? next.url : '');
    assert.equal(url.origin + url.pathname, 'http://moodle.localhost:8081/mod/lti/auth.php');
    const { nonce, ...query } = Object.fromEntries(url.searchParams);
    assert.deepEqual(query, {
      response_type: 'id_token',
      response_mode: 'form_post',
      scope: 'openid',
      prompt: 'none',
      client_id: '1epyK4VICI4MGZK',
      redirect_uri: `${TOOL}/lti/launch`,
      login_hint: '5',
      lti_message_hint: '{"cmid":4,"launchid":"ltilaunch3_422621564"}',
      state,
    });
    assert.match(state, /^[\w-]{43}$/);
    assert.match(nonce ?? '', /^[\w-]{43}$/);
    assert.notEqual(nonce, state);
  });

  it('keeps one attempt for ten minutes, and of the cookie its hash alone', async () => {
    const { state, browserSecret } = await start();
    const [attempt, ...others] = rig.attempts.all.values();
    assert.equal(others.length, 0);
    assert.equal(attempt?.state, state);
    assert.equal(attempt?.expiresAt.getTime(), rig.clock.at.getTime() + 600_000);
    assert.ok(!JSON.stringify(attempt).includes(browserSecret));
  });

  it('checks first whether the cookie holds, where that is in doubt', async () => {
    const { state, next, browserSecret } = await start({}, { cookieInDoubt: true });
    assert.deepEqual(next, { kind: 'checkCookie' });
    assert.match((await rig.gate.cookieHeld(state, browserSecret)) ?? '', /auth\.php\?.*state=/);
    assert.equal(await rig.gate.cookieHeld(state, undefined), undefined);
    assert.equal(await rig.gate.cookieHeld(state, 'of another login'), undefined);
  });

  it('keeps the query that an authorization endpoint has already', async () => {
    const authorizationUrl = 'http://moodle.localhost:8081/auth?tenant=7';
    rig.registrations.all.set('registration-1', { ...recordedRegistration, authorizationUrl });
    const { next } = await start();
    assert.equal(new URL(next.kind === 'authorize' ? next.url : '').searchParams.get('tenant'), '7');
  });

  it('does without client id, hint and deployment, absent or empty', async () => {
    for (const none of [undefined, '']) {
      const { next } = await start({ client_id: none, lti_message_hint: none, lti_deployment_id: none });
      const query = new URL(next.kind === 'authorize' ? next.url : '').searchParams;
      assert.equal(query.get('client_id'), recordedRegistration.clientId);
      assert.equal(query.has('lti_message_hint'), false);
    }
  });

  describe('of an issuer with several clients', () => {
    beforeEach(() => {
      const second = {
        ...recordedRegistration,
        id: 'registration-2',
        clientId: 'second',
        deploymentIds: ['4'],
      };
      rig.registrations.all.set(second.id, second);
    });
    const clientOf = async (changes: Record<string, unknown>) => {
      const { next } = await start({ client_id: undefined, ...changes });
      return new URL(next.kind === 'authorize' ? next.url : '').searchParams.get('client_id');
    };

    it('takes the client that the platform names', async () => {
      assert.equal(await clientOf({ client_id: 'second' }), 'second');
    });

    it('takes the client of the deployment', async () => {
      assert.equal(await clientOf({ lti_deployment_id: '4' }), 'second');
    });

    it('refuses to guess', () =>
      refused(clientOf({ lti_deployment_id: undefined }), 'REGISTRATION_AMBIGUOUS'));

    it('leaves out those that are not active', async () => {
      rig.registrations.all.set('registration-1', { ...recordedRegistration, status: 'disabled' });
      assert.equal(await clientOf({ lti_deployment_id: undefined }), 'second');
    });
  });

  const rows: [title: string, code: RefusalCode, changes: Record<string, unknown>][] = [
    ['an unknown issuer', 'REGISTRATION_UNKNOWN', { iss: 'http://unknown.localhost' }],
    ['an unknown client', 'REGISTRATION_UNKNOWN', { client_id: 'someone-else' }],
    ['no issuer', 'LOGIN_MALFORMED', { iss: undefined }],
    ['an empty issuer', 'LOGIN_MALFORMED', { iss: '' }],
    ['two issuers', 'LOGIN_MALFORMED', { iss: ['http://moodle.localhost:8081', 'http://evil.localhost'] }],
    ['an issuer that is a query', 'LOGIN_MALFORMED', { iss: { $ne: '' } }],
    ['no login_hint', 'LOGIN_MALFORMED', { login_hint: undefined }],
    ['an endless login_hint', 'LOGIN_MALFORMED', { login_hint: 'x'.repeat(5000) }],
    ['two clients', 'LOGIN_MALFORMED', { client_id: ['a', 'b'] }],
    ['no target_link_uri', 'LOGIN_MALFORMED', { target_link_uri: undefined }],
    ['a foreign target', 'TARGET_LINK_FOREIGN', { target_link_uri: 'https://evil.example/lti/launch' }],
    ['a target on another port', 'TARGET_LINK_FOREIGN', { target_link_uri: 'http://tool.localhost:3001/' }],
    [
      'a target whose host only starts like ours',
      'TARGET_LINK_FOREIGN',
      { target_link_uri: `${TOOL}.evil.example/` },
    ],
    ['a target that is a script', 'TARGET_LINK_FOREIGN', { target_link_uri: 'javascript:alert(1)' }],
    ['a target that is no address', 'TARGET_LINK_FOREIGN', { target_link_uri: '/lti/launch' }],
  ];
  for (const [title, code, changes] of rows) {
    it(`refuses ${title}, and keeps nothing`, async () => {
      await refused(start(changes), code);
      assert.equal(rig.attempts.all.size, 0);
    });
  }

  it('shows no more of an unknown issuer than its host', async () => {
    for (const [iss, shown] of [
      ['https://moodle.example/call 555-0100', 'moodle.example'],
      ['call 555-0100', '?'],
      ['data:text/plain,call', '?'],
    ] as const) {
      await assert.rejects(
        start({ iss }),
        (error) => error instanceof LaunchRefused && error.facts['issuer'] === shown,
      );
    }
  });

  for (const [status, code] of [
    ['pending', 'REGISTRATION_PENDING'],
    ['disabled', 'REGISTRATION_DISABLED'],
  ] as const) {
    it(`refuses a ${status} platform, and says so`, async () => {
      rig.registrations.all.set('registration-1', { ...recordedRegistration, status });
      await refused(start(), code);
    });
  }
});

describe('continueInNewWindow', () => {
  it('goes on with the same login under the cookie of the new window alone', async () => {
    const rig = launchRig();
    const login = await rig.login('teacher');
    const { url, browserSecret } = await rig.gate.continueInNewWindow(login.state);
    assert.equal(new URL(url).searchParams.get('nonce'), login.request.get('nonce'));

    const token = rig.moodleKey.sign(rig.claims('teacher', login));
    assert.equal(await rig.gate.cookieHeld(login.state, login.secret), undefined);
    const { session } = await rig.open(token, { ...login, secret: browserSecret });
    assert.equal(session.role, 'teacher');
  });

  it('lets one of two windows at once go on', async () => {
    const rig = launchRig();
    const { state } = await rig.login('teacher');
    const outcomes = await Promise.allSettled([
      rig.gate.continueInNewWindow(state),
      rig.gate.continueInNewWindow(state),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('refuses a login that is unknown, used or too old', async () => {
    const rig = launchRig();
    await refused(rig.gate.continueInNewWindow('invented'), 'STATE_UNKNOWN');
    const login = await rig.login('teacher');
    await rig.open(rig.moodleKey.sign(rig.claims('teacher', login)), login);
    await refused(rig.gate.continueInNewWindow(login.state), 'STATE_UNKNOWN');
    const late = await rig.login('teacher');
    rig.clock.at = new Date(rig.clock.at.getTime() + 600_000);
    await refused(rig.gate.continueInNewWindow(late.state), 'STATE_UNKNOWN');
    await refused(rig.gate.cookieHeld(late.state, late.secret), 'STATE_UNKNOWN');
  });
});

async function refused(promise: Promise<unknown>, code: RefusalCode): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof LaunchRefused);
    assert.equal(error.code, code);
    assertSaid(error);
    return true;
  });
}
