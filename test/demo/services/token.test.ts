import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { MEDIA_TYPES, SCOPES } from '../../../src/demo/vocabulary.js';
import { testPlatform, type TestClock } from '../testPlatform.js';
import { testTool, TOOL_URL } from '../testTool.js';

const everyScope = Object.values(SCOPES).join(' ');

describe('POST /mod/lti/token.php', () => {
  let platform: DemoPlatform;
  let clock: TestClock;
  let tool: Awaited<ReturnType<typeof testTool>>;

  beforeEach(async () => {
    ({ platform, clock } = await testPlatform());
    tool = await testTool(platform);
  });

  const roster = (token: string) =>
    request(platform.app)
      .get(`/mod/lti/services.php/CourseSection/2/bindings/${tool.tool.id}/memberships`)
      .set('Accept', MEDIA_TYPES.roster)
      .set('Authorization', `Bearer ${token}`);

  it('answers JSON as text/html, with the line ends of Moodle', async () => {
    const { text } = await tool
      .askToken(everyScope)
      .expect(200)
      .expect('Content-Type', 'text/html; charset=utf-8');
    assert.match(text, /^\{\r\n {2}"access_token" : "[0-9a-f]{32}",\r\n/);
    const { access_token: _token, ...rest } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3600, scope: everyScope });
  });

  it('drops unknown scopes', async () => {
    const { text } = await tool.askToken(`${SCOPES.score} https://example.test/nope`).expect(200);
    assert.equal((JSON.parse(text) as { scope: string }).scope, SCOPES.score);
  });

  it('answers invalid_scope when none is left', async () => {
    const { text } = await tool.askToken('https://example.test/nope').expect(400);
    assert.equal(text, '{\r\n  "error" : "invalid_scope"\r\n}');
  });

  it('gives no more than the tool may do', async () => {
    const modest = await testTool(platform, { gradeSync: 'scores', roster: false });
    const { text } = await modest.askToken(everyScope).expect(200);
    const { scope } = JSON.parse(text) as { scope: string };
    assert.deepEqual(scope.split(' ').sort(), [SCOPES.lineItemReadonly, SCOPES.result, SCOPES.score].sort());
  });

  const refusals: readonly { name: string; changed: Record<string, unknown> }[] = [
    { name: 'another iss', changed: { iss: 'someone' } },
    { name: 'another sub', changed: { sub: 'someone' } },
    { name: 'a foreign aud', changed: { aud: 'http://elsewhere.test/token' } },
    { name: 'no aud', changed: { aud: undefined } },
    { name: 'a past exp', changed: { exp: 1_700_000_000 } },
    { name: 'no exp', changed: { exp: undefined } },
    { name: 'no jti', changed: { jti: undefined } },
  ];

  for (const { name, changed } of refusals) {
    it(`answers invalid_client to an assertion with ${name}`, async () => {
      const { text } = await tool.askToken(everyScope, changed).expect(400);
      assert.match(text, /invalid_client/);
    });
  }

  it('takes an assertion once', async () => {
    await tool.askToken(everyScope, { jti: 'j' }).expect(200);
    await tool.askToken(everyScope, { jti: 'j' }).expect(400);
  });

  it('takes the issuer for its audience too', () =>
    tool.askToken(everyScope, { aud: platform.url }).expect(200));

  it('refuses other grants', () =>
    request(platform.app)
      .post('/mod/lti/token.php')
      .type('form')
      .send({ grant_type: 'password', client_assertion_type: 'x', client_assertion: 'x', scope: 'x' })
      .expect(400, /unsupported_grant_type/));

  it('refuses a body with nothing in it', () =>
    request(platform.app)
      .post('/mod/lti/token.php')
      .expect(400, /invalid_request/));

  it('gives a token that lasts an hour', async () => {
    const token = await tool.token();
    clock.advance(3599);
    await roster(token).expect(200);
    clock.advance(1);
    await roster(token).expect(401);
  });

  it('refuses every token once they are revoked', async () => {
    const token = await tool.token();
    platform.revokeTokens();
    await roster(token).expect(401);
  });

  it("reads the tool's key set each time", async () => {
    const asked: string[] = [];
    const { platform: other } = await testPlatform({
      fetch: async (input) => {
        asked.push(String(input));
        return Response.json({ keys: [registered.key.jwk] });
      },
    });
    const registered = await testTool(other, { keys: { keySetUrl: `${TOOL_URL}/keys` } });
    await registered.askToken(everyScope).expect(200);
    await registered.askToken(everyScope).expect(200);
    assert.deepEqual(asked, [`${TOOL_URL}/keys`, `${TOOL_URL}/keys`]);
  });

  it('answers invalid_client when the key set does not hold the key', async () => {
    const { platform: other } = await testPlatform({ fetch: async () => Response.json({ keys: [] }) });
    const registered = await testTool(other, { keys: { keySetUrl: `${TOOL_URL}/keys` } });
    await registered.askToken(everyScope).expect(400, /invalid_client/);
  });
});
