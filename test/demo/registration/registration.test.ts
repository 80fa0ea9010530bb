import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { TOOL_CONFIGURATION } from '../../../src/demo/vocabulary.js';
import { MOODLE_URL } from '../moodleSite.js';
import { recording } from '../recordings.js';
import { testPlatform, type TestClock } from '../testPlatform.js';

interface Discovery {
  readonly body: unknown;
}

interface Registration {
  readonly requestTheToolSent: { readonly json: Record<string, unknown> };
  readonly moodleAnswer: { readonly body: Record<string, unknown> };
}

const recorded = recording<Registration>('03-dynamic-registration');

describe('GET /mod/lti/openid-configuration.php', () => {
  it('answers the document that Moodle 4.5.6 answered', async () => {
    const { platform } = await testPlatform({ url: MOODLE_URL });
    const { body } = await request(platform.app).get('/mod/lti/openid-configuration.php').expect(200);
    assert.deepEqual(body, recording<Discovery>('01-openid-configuration').body);
  });
});

describe('POST /mod/lti/openid-registration.php', () => {
  let platform: DemoPlatform;
  let clock: TestClock;

  beforeEach(async () => {
    ({ platform, clock } = await testPlatform({ url: MOODLE_URL }));
  });

  const tokenFor = (toolId?: string) =>
    new URL(
      platform.registrationAddress('http://tool.localhost:3000/register?code=1', toolId),
    ).searchParams.get('registration_token') ?? '';

  const register = (token: string, body: object = recorded.requestTheToolSent.json) =>
    request(platform.app)
      .post('/mod/lti/openid-registration.php')
      .set('Authorization', `Bearer ${token}`)
      .send(body);

  it('opens the tool with the address of the configuration and a token', () => {
    const address = new URL(platform.registrationAddress('http://tool.localhost:3000/register?code=1'));
    assert.equal(address.searchParams.get('code'), '1');
    assert.equal(
      address.searchParams.get('openid_configuration'),
      `${MOODLE_URL}/mod/lti/openid-configuration.php`,
    );
  });

  it('answers what Moodle 4.5.6 answered to the same registration', async () => {
    const { body } = await register(tokenFor())
      .expect(200)
      .expect('Content-Type', /application\/json/);
    const { client_id, ...answer } = body as Record<string, unknown>;
    const { client_id: recordedId, ...expected } = recorded.moodleAnswer.body;
    assert.match(String(client_id), /^[A-Za-z0-9]{15}$/);
    assert.equal(String(client_id).length, String(recordedId).length);
    assert.deepEqual(answer, expected);
  });

  it('leaves the tool pending until it is activated', async () => {
    await register(tokenFor()).expect(200);
    const [tool] = platform.state.tools;
    assert.equal(tool?.status, 'pending');
    assert.equal(platform.activateTool(tool?.id ?? '').status, 'active');
  });

  it('takes a token once', async () => {
    const token = tokenFor();
    await register(token).expect(200);
    await register(token).expect(401);
    assert.equal(platform.state.tools.length, 1);
  });

  it('refuses a token after an hour', async () => {
    const token = tokenFor();
    clock.advance(3601);
    await register(token).expect(401);
  });

  it('refuses a token that it did not sign', () => register('a.b.c').expect(401));

  it('refuses a registration without a token', () =>
    request(platform.app)
      .post('/mod/lti/openid-registration.php')
      .send(recorded.requestTheToolSent.json)
      .expect(401));

  for (const name of ['initiate_login_uri', 'redirect_uris', 'jwks_uri', 'client_name', TOOL_CONFIGURATION]) {
    it(`refuses a registration without ${name}, and leaves the token usable`, async () => {
      const { [name]: _left, ...body } = recorded.requestTheToolSent.json;
      const token = tokenFor();
      await register(token, body).expect(400);
      await register(token).expect(200);
    });
  }

  it('updates a tool that is there: same client id, deployment and status', async () => {
    await register(tokenFor()).expect(200);
    const before = platform.activateTool(platform.state.tools[0]?.id ?? '');
    const json = { ...recorded.requestTheToolSent.json, client_name: 'Nouveau nom' };
    const { body } = await register(tokenFor(before.id), json).expect(200);
    assert.equal((body as Record<string, unknown>)['client_id'], before.clientId);
    assert.equal(platform.state.tools.length, 1);
    const [after] = platform.state.tools;
    assert.deepEqual({ ...after, name: before.name }, before);
    assert.equal(after?.name, 'Nouveau nom');
  });

  it('gives the grade services that the scopes ask for', async () => {
    const scope = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
    await register(tokenFor(), { ...recorded.requestTheToolSent.json, scope }).expect(200);
    assert.equal(platform.state.tools[0]?.gradeSync, 'scores');
    assert.equal(platform.state.tools[0]?.roster, false);
  });
});
