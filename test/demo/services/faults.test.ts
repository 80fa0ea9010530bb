import assert from 'node:assert/strict';
import request from 'supertest';
import { startDemoPlatform, type DemoServer } from '../../../src/demo/demoServer.js';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import type { Claims } from '../../../src/demo/launch/idToken.js';
import { TEACHER_IDS } from '../../../src/demo/site/people.js';
import { ENDPOINT_CLAIM, MEDIA_TYPES, ROSTER_CLAIM, SCOPES } from '../../../src/demo/vocabulary.js';
import { sharedKeyPem, testPlatform } from '../testPlatform.js';
import { testTool } from '../testTool.js';

const [teacher = ''] = TEACHER_IDS;

describe('faults of answers', () => {
  let platform: DemoPlatform;
  let token: string;
  let toolId: string;

  beforeEach(async () => {
    ({ platform } = await testPlatform());
    const tool = await testTool(platform);
    toolId = tool.tool.id;
    token = await tool.token();
  });

  const roster = () =>
    request(platform.app)
      .get(`/mod/lti/services.php/CourseSection/2/bindings/${toolId}/memberships`)
      .set('Authorization', `Bearer ${token}`);
  const lineItems = () =>
    request(platform.app)
      .get(`/mod/lti/services.php/2/lineitems?type_id=${toolId}`)
      .set('Accept', MEDIA_TYPES.lineItemContainer)
      .set('Authorization', `Bearer ${token}`);
  const keys = () => request(platform.app).get('/mod/lti/certs.php');

  it('strike every service but the key set', async () => {
    platform.setFault('serverError');
    await roster().expect(500);
    await lineItems().expect(500);
    await keys().expect(200);
  });

  it('strike only where they are set to', async () => {
    platform.setFault('serverError', { on: ['roster', 'keys'] });
    await roster().expect(500);
    await keys().expect(500);
    await lineItems().expect(200);
  });

  it('go away after so many times', async () => {
    platform.setFault('unauthorized', { times: 2 });
    await roster().expect(401);
    await roster().expect(401);
    await roster().expect(200);
  });

  it('go away when they are cleared', async () => {
    platform.setFault('serverError');
    platform.clearFaults();
    await roster().expect(200);
  });

  it('say with a 429 when to come back', async () => {
    platform.setFault('tooManyRequests', { retryAfterSeconds: 7 });
    await roster().expect(429).expect('Retry-After', '7');
  });

  it('lose the answer to what was done', async () => {
    platform.addActivity({ courseId: '2', toolId, title: 'x', column: { scoreMaximum: 20 } });
    platform.setFault('lostAnswer', { times: 1 });
    const [column] = platform.state.lineItems;
    const score = () =>
      request(platform.app)
        .post(`/mod/lti/services.php/2/lineitems/${column?.id}/lineitem/scores?type_id=${toolId}`)
        .set('Content-Type', MEDIA_TYPES.score)
        .set('Authorization', `Bearer ${token}`)
        .send(
          JSON.stringify({
            userId: '5',
            timestamp: '2040-01-01T10:00:00Z',
            activityProgress: 'Completed',
            gradingProgress: 'FullyGraded',
            scoreGiven: 12,
            scoreMaximum: 20,
          }),
        );
    await assert.rejects(score(), /socket hang up/);
    assert.equal(platform.gradeOf(column?.id ?? '', '5')?.finalGrade, 12);
    await score().expect(409);
  });

  it('make the services slow', async () => {
    platform.setFault('slow', { delayMs: 60 });
    const start = performance.now();
    await roster().expect(200);
    assert.ok(performance.now() - start >= 55);
  });

  it('make columns disappear, and come back', async () => {
    platform.addActivity({ courseId: '2', toolId, title: 'x', column: { scoreMaximum: 20 } });
    const column = () =>
      request(platform.app)
        .get(
          `/mod/lti/services.php/2/lineitems/${platform.state.lineItems[0]?.id}/lineitem?type_id=${toolId}`,
        )
        .set('Authorization', `Bearer ${token}`);
    platform.setFault('goneColumn');
    await column().expect(404);
    platform.setFault('goneColumn', false);
    await column().expect(200);
  });

  it('lock the gradebook', async () => {
    platform.addActivity({ courseId: '2', toolId, title: 'x', column: { scoreMaximum: 20 } });
    platform.setFault('locked');
    await request(platform.app)
      .post(`/mod/lti/services.php/2/lineitems/${platform.state.lineItems[0]?.id}/lineitem/scores`)
      .set('Content-Type', MEDIA_TYPES.score)
      .set('Authorization', `Bearer ${token}`)
      .send(
        JSON.stringify({
          userId: '5',
          timestamp: '2026-11-23T09:00:00Z',
          activityProgress: 'Completed',
          gradingProgress: 'FullyGraded',
          scoreGiven: 1,
          scoreMaximum: 20,
        }),
      )
      .expect(500);
    assert.equal(platform.state.grades.size, 0);
  });
});

describe('faults of launches', () => {
  let platform: DemoPlatform;
  let activityId: string;

  beforeEach(async () => {
    ({ platform } = await testPlatform());
    const { tool } = await testTool(platform, { sendEmail: true });
    const column = { scoreMaximum: 20 };
    ({ id: activityId } = platform.addActivity({ courseId: '2', toolId: tool.id, title: 'x', column }));
  });

  const payload = () => platform.idTokenPayload({ userId: teacher, activityId, nonce: 'n' });
  const endpoint = () => payload()[ENDPOINT_CLAIM] as Claims | undefined;

  it('has everything without a fault', () => {
    assert.ok(endpoint()?.['lineitem']);
    assert.ok(payload()[ROSTER_CLAIM]);
    assert.ok(payload()['name']);
  });

  it('noNames leaves out names, user name and e-mail', () => {
    platform.setFault('noNames');
    const claims = payload();
    assert.deepEqual(
      ['name', 'given_name', 'family_name', 'email'].filter((name) => Object.hasOwn(claims, name)),
      [],
    );
    assert.deepEqual(claims['https://purl.imsglobal.org/spec/lti/claim/ext'], { lms: 'moodle-2' });
  });

  it('noGradeService leaves out the AGS claim', () => {
    platform.setFault('noGradeService');
    assert.equal(endpoint(), undefined);
  });

  it('noColumnManagement leaves out its scope', () => {
    platform.setFault('noColumnManagement');
    assert.deepEqual(endpoint()?.['scope'], [SCOPES.lineItemReadonly, SCOPES.result, SCOPES.score]);
  });

  it('noLineItemClaim leaves out the column', () => {
    platform.setFault('noLineItemClaim');
    assert.equal(endpoint()?.['lineitem'], undefined);
    assert.ok(endpoint()?.['lineitems']);
  });

  it('goneColumn leaves out the column too', () => {
    platform.setFault('goneColumn');
    assert.equal(endpoint()?.['lineitem'], undefined);
  });

  it('noRoster leaves out the NRPS claim', () => {
    platform.setFault('noRoster');
    assert.equal(payload()[ROSTER_CLAIM], undefined);
  });
});

describe('faults of connections and of the key set', () => {
  let server: DemoServer;

  before(async () => {
    const privateKeyPem = await sharedKeyPem('platform');
    server = await startDemoPlatform({ port: 0, host: '127.0.0.1', privateKeyPem });
  });
  afterEach(() => server.platform.clearFaults());
  after(() => server.close());

  const keys = (init?: RequestInit) => fetch(`${server.url}/mod/lti/certs.php`, init);

  it('serves the key that signs', async () => {
    const { keys: published } = (await (await keys()).json()) as { keys: { kid: string }[] };
    assert.deepEqual(
      published.map(({ kid }) => kid),
      [server.platform.signingKey.kid],
    );
  });

  it('hang never answers', async () => {
    server.platform.setFault('hang', { on: ['keys'] });
    await assert.rejects(keys({ signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' });
  });

  it('reset cuts the connection', async () => {
    server.platform.setFault('reset', { on: ['keys'] });
    await assert.rejects(keys(), TypeError);
  });

  it('keysNotJson answers a page', async () => {
    server.platform.setFault('keysNotJson');
    await assert.rejects((await keys()).json(), SyntaxError);
  });

  it('keysRedirect sends elsewhere', async () => {
    server.platform.setFault('keysRedirect');
    const answer = await keys({ redirect: 'manual' });
    assert.equal(answer.status, 302);
    assert.equal((await keys()).status, 200);
  });

  it('keysHuge answers 50 MB', async () => {
    server.platform.setFault('keysHuge');
    const { body } = await keys();
    let size = 0;
    for await (const chunk of body ?? []) size += (chunk as Uint8Array).length;
    assert.ok(size > 50 * 1024 * 1024);
  });

  it('rotateKey publishes the new key alone', async () => {
    const before = server.platform.signingKey.kid;
    server.platform.rotateKey(await sharedKeyPem('rotated'));
    const { keys: published } = (await (await keys()).json()) as { keys: { kid: string }[] };
    assert.equal(published.length, 1);
    assert.notEqual(published[0]?.kid, before);
  });
});
