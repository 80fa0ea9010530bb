import assert from 'node:assert/strict';
import jsonwebtoken from 'jsonwebtoken';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { LEARNER_IDS, TEACHER_IDS } from '../../../src/demo/site/people.js';
import type { Activity } from '../../../src/demo/site/state.js';
import { ltiClaim } from '../../../src/demo/vocabulary.js';
import { postedForm } from '../postedForm.js';
import { testPlatform, type TestClock } from '../testPlatform.js';
import { testTool, TOOL_URL } from '../testTool.js';

const [teacher = ''] = TEACHER_IDS;
const [learner = ''] = LEARNER_IDS;

describe('the authorization endpoint', () => {
  let platform: DemoPlatform;
  let clock: TestClock;
  let activity: Activity;
  let cookie: string;

  beforeEach(async () => {
    ({ platform, clock } = await testPlatform());
    const { tool } = await testTool(platform);
    activity = platform.addActivity({ courseId: '2', toolId: tool.id, title: 'Accueil' });
    ({ cookie } = platform.signIn(teacher));
  });

  /** What a tool asks after a login initiation that the LMS's own page made. */
  async function authorizationRequest(changed: Record<string, string | undefined> = {}) {
    const launch = await request(platform.app)
      .get(`/mod/lti/launch.php?id=${activity.moduleId}`)
      .set('Cookie', cookie)
      .expect(200);
    const { fields } = postedForm(launch.text);
    const parameters = {
      response_type: 'id_token',
      response_mode: 'form_post',
      scope: 'openid',
      prompt: 'none',
      client_id: fields['client_id'],
      redirect_uri: TOOL_URL,
      login_hint: fields['login_hint'],
      lti_message_hint: fields['lti_message_hint'],
      state: 'st-1',
      nonce: 'no-1',
      ...changed,
    };
    return Object.fromEntries(Object.entries(parameters).filter((entry) => entry[1] !== undefined)) as Record<
      string,
      string
    >;
  }

  const ask = (parameters: Record<string, string>, withCookie = cookie) =>
    request(platform.app).get('/mod/lti/auth.php').query(parameters).set('Cookie', withCookie);

  it('posts an id_token of 60 seconds, and the state, to the tool', async () => {
    const { text } = await ask(await authorizationRequest()).expect(200);
    const { action, fields } = postedForm(text);
    assert.equal(action, TOOL_URL);
    assert.equal(fields['state'], 'st-1');
    const { header, payload } = jsonwebtoken.verify(
      fields['id_token'] ?? '',
      platform.signingKey.publicKeyPem,
      {
        complete: true,
        algorithms: ['RS256'],
        issuer: 'http://lms.test',
        clockTimestamp: Math.floor(clock.now().getTime() / 1000),
      },
    );
    assert.equal(header.kid, platform.signingKey.kid);
    assert.ok(typeof payload !== 'string');
    assert.equal(payload['nonce'], 'no-1');
    assert.equal(Number(payload.exp) - Number(payload.iat), 60);
    assert.equal(payload[ltiClaim('message_type')], 'LtiResourceLinkRequest');
  });

  it('takes parameters that are posted', async () => {
    const { text } = await request(platform.app)
      .post('/mod/lti/auth.php')
      .type('form')
      .send(await authorizationRequest())
      .set('Cookie', cookie)
      .expect(200);
    assert.ok(postedForm(text).fields['id_token']);
  });

  it('takes a message hint once', async () => {
    const parameters = await authorizationRequest();
    await ask(parameters);
    const { text } = await ask(parameters);
    const { fields } = postedForm(text);
    assert.deepEqual(fields, {
      error: 'invalid_request',
      error_description: 'No launch id in LTI hint',
      state: 'st-1',
    });
  });

  const refusals: readonly { name: string; changed: Record<string, string | undefined>; error: string }[] = [
    { name: 'no nonce', changed: { nonce: undefined }, error: 'invalid_request' },
    { name: 'no login_hint', changed: { login_hint: undefined }, error: 'invalid_request' },
    { name: 'no message hint', changed: { lti_message_hint: undefined }, error: 'invalid_request' },
    {
      name: 'a message hint of its own',
      changed: { lti_message_hint: '{"launchid":"x"}' },
      error: 'invalid_request',
    },
    { name: 'another scope', changed: { scope: 'profile' }, error: 'invalid_scope' },
    { name: 'a code', changed: { response_type: 'code' }, error: 'unsupported_response_type' },
    { name: "another person's login_hint", changed: { login_hint: learner }, error: 'access_denied' },
    { name: 'no response_mode', changed: { response_mode: undefined }, error: 'invalid_request' },
    { name: 'response_mode query', changed: { response_mode: 'query' }, error: 'invalid_request' },
    { name: 'prompt login', changed: { prompt: 'login' }, error: 'invalid_request' },
  ];

  for (const { name, changed, error } of refusals) {
    it(`answers ${error} to a request with ${name}`, async () => {
      const { text } = await ask(await authorizationRequest(changed)).expect(200);
      const { action, fields } = postedForm(text);
      assert.equal(action, TOOL_URL);
      assert.equal(fields['error'], error);
      assert.equal(fields['state'], 'st-1');
      assert.equal(fields['id_token'], undefined);
    });
  }

  for (const redirect of [`${TOOL_URL}/`, `${TOOL_URL}?a=1`, 'http://tool.test', 'http://elsewhere.test/']) {
    it(`shows a page and posts nothing for the unregistered address ${redirect}`, async () => {
      const { text } = await ask(await authorizationRequest({ redirect_uri: redirect })).expect(400);
      assert.match(text, /Requête invalide/);
      assert.doesNotMatch(text, /id_token/);
    });
  }

  it('shows a page for an unknown client', async () => {
    await ask(await authorizationRequest({ client_id: 'nobody' })).expect(400);
  });

  it('answers unauthorized_client when the hint is of another tool', async () => {
    const { tool: other } = await testTool(platform, { url: 'http://other.test' });
    const { text } = await ask(await authorizationRequest({ client_id: other.clientId }));
    assert.equal(postedForm(text).fields['error'], 'unauthorized_client');
  });

  it('sends a request without its cookie to itself again, once', async () => {
    const parameters = await authorizationRequest();
    const first = await ask(parameters, '').expect(200);
    const { action, fields } = postedForm(first.text);
    assert.equal(action, '/mod/lti/auth.php');
    assert.deepEqual(fields, { ...parameters, repost: '1' });
    const again = await request(platform.app).post(action).type('form').send(fields).set('Cookie', cookie);
    assert.ok(postedForm(again.text).fields['id_token']);
    const without = await request(platform.app).post(action).type('form').send(fields);
    assert.equal(postedForm(without.text).fields['error'], 'login_required');
  });
});

describe('GET /mod/lti/launch.php', () => {
  let platform: DemoPlatform;
  let activity: Activity;

  before(async () => {
    ({ platform } = await testPlatform());
    const { tool } = await testTool(platform);
    activity = platform.addActivity({ courseId: '2', toolId: tool.id, title: 'Accueil' });
  });

  const open = (userId: string, query = '') =>
    request(platform.app)
      .get(`/mod/lti/launch.php?id=${activity.moduleId}${query}`)
      .set('Cookie', platform.signIn(userId).cookie);

  it('keeps someone of no course out, and the tool sees nothing', async () => {
    const { text } = await open('30').expect(403);
    assert.match(text, /pas inscrit/);
  });

  it('keeps a suspended learner out', () => open('29').expect(403));

  it('asks who it is before anything else', () =>
    request(platform.app).get(`/mod/lti/launch.php?id=${activity.moduleId}`).expect(401));

  it('does not know an activity that is gone', () =>
    request(platform.app)
      .get('/mod/lti/launch.php?id=999')
      .set('Cookie', platform.signIn(teacher).cookie)
      .expect(404));

  it('has a review signed for a learner about another learner, as Moodle does', async () => {
    const [, other = ''] = LEARNER_IDS;
    const { session } = platform.signIn(learner);
    const { fields } = platform.initiateLogin(session, { activityId: activity.id, forUserId: other });
    const answer = platform.authorize(session, {
      ...fields,
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      redirect_uri: TOOL_URL,
      nonce: 'n',
    });
    assert.ok(answer.kind === 'answer');
    const claims = jsonwebtoken.decode(answer.form.fields['id_token'] ?? '', { json: true });
    assert.equal(claims?.sub, learner);
    assert.deepEqual(claims?.[ltiClaim('for_user')], { user_id: other });
    await open(learner, `&action=gradeReport&user=${other}`).expect(200);
  });
});
