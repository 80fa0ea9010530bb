import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLti, type Lti } from '../../src/lti/createLti.js';
import { secretHash } from '../../src/lti/secrets.js';
import { createPlatformHttp } from '../../src/lti/services/platformHttp.js';
import { eachStores, writesDuring } from '../support/eachStores.js';
import { recordedLaunch } from './recordedMoodle.js';
import { SigningKey } from './signingKey.js';

const URL_OF_TOOL = 'http://tool.localhost:3000';

eachStores('createLti', (stores, connection) => {
  const key = new SigningKey('777cb7ec62a05488b676');
  const platformHttp = createPlatformHttp({ demo: true });
  const fetched: (string | undefined)[] = [];
  let keyServer: Server;
  let lti: Lti;

  before(async () => {
    keyServer = createServer((req, res) => {
      fetched.push(req.url);
      res.end(JSON.stringify({ keys: [key.jwk] }));
    });
    await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    keyServer.closeAllConnections();
    keyServer.close();
    await platformHttp.close();
  });

  beforeEach(async () => {
    fetched.length = 0;
    lti = await createLti({
      ...stores(),
      platformHttp,
      url: URL_OF_TOOL,
      demo: true,
      now: () => new Date(),
      randomBytes,
    });
    const { port } = keyServer.address() as AddressInfo;
    const { iss, client_id } = recordedLaunch('learner').login;
    const outcome = await lti.registrar.register({
      issuer: iss,
      clientId: client_id,
      authorizationUrl: `${iss}/mod/lti/auth.php`,
      tokenUrl: `${iss}/mod/lti/token.php`,
      keySetUrl: `http://127.0.0.1:${port}/certs`,
    });
    assert.equal(outcome.kind, 'registered');
  });

  async function login() {
    const step = await lti.gate.startLogin({
      parameters: recordedLaunch('learner').login,
      cookieInDoubt: false,
    });
    assert.equal(step.next.kind, 'authorize');
    const { searchParams } = new URL(step.next.kind === 'authorize' ? step.next.url : '');
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      ...recordedLaunch('learner').claims,
      nonce: searchParams.get('nonce'),
      iat,
      exp: iat + 60,
    };
    const form = { id_token: key.sign(claims), state: step.state };
    return () => lti.gate.openLaunch(form, () => step.browserSecret);
  }

  it('writes one record a login and two a launch', async () => {
    let launch: Awaited<ReturnType<typeof login>> | undefined;
    const atLogin = await writesDuring(connection(), async () => {
      launch = await login();
    });
    assert.equal(atLogin.length, 1, atLogin.join());
    const atLaunch = await writesDuring(connection(), () => launch!());
    assert.equal(atLaunch.length, 2, atLaunch.join());
  });

  it('keeps the session it opens', async () => {
    const { session } = await (await login())();
    assert.deepEqual(await stores().launchSessions.get(session.id, new Date()), session);
  });

  it('asks for the key set at the first launch alone', async () => {
    for (let i = 0; i < 3; i += 1) await (await login())();
    assert.deepEqual(fetched, ['/certs']);
  });

  it('opens one session for twenty launches with the same token at once', async () => {
    const launch = await login();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, launch));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('publishes the key of each registration', async () => {
    const [registration] = await lti.registrar.list();
    const { keys } = await lti.keySet();
    assert.deepEqual(
      keys.map((jwk) => (jwk as { kid: string }).kid),
      [registration?.keyId],
    );
  });

  it('leaves a registration link whole until a platform was registered with it', async () => {
    const { url } = await lti.registrar.invite({ activates: true, hours: 1 });
    const linkToken = new URL(url).searchParams.get('token') ?? '';
    const register = () =>
      lti.registerDynamically({ openIdConfiguration: 'http://127.0.0.1:1/config', linkToken });
    await assert.rejects(register(), { code: 'PLATFORM_UNREACHABLE' });
    await assert.rejects(register(), { code: 'PLATFORM_UNREACHABLE' }, 'the link still works');
    await stores().registrations.takeLink(secretHash(linkToken), new Date());
    await assert.rejects(register(), { code: 'LINK_UNKNOWN' });
  });
});
