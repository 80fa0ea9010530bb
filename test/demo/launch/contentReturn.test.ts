import assert from 'node:assert/strict';
import request from 'supertest';
import type { DemoPlatform } from '../../../src/demo/demoPlatform.js';
import { signJws } from '../../../src/demo/jws.js';
import { LEARNER_IDS, TEACHER_IDS } from '../../../src/demo/site/people.js';
import type { LmsSession } from '../../../src/demo/site/state.js';
import { deepLinkingClaim, ltiClaim, MEDIA_TYPES } from '../../../src/demo/vocabulary.js';
import { recordedCalls } from '../recordings.js';
import { recordedContentItems } from '../moodleSite.js';
import { postedForm } from '../postedForm.js';
import { sharedKeyPem, testPlatform } from '../testPlatform.js';
import { testTool } from '../testTool.js';

const [teacher = ''] = TEACHER_IDS;
const [learner = ''] = LEARNER_IDS;
const link = { type: 'ltiResourceLink', title: 'Accueil téléphonique' };

describe('POST /mod/lti/contentitem_return.php', () => {
  let platform: DemoPlatform;
  let tool: Awaited<ReturnType<typeof testTool>>;
  let session: LmsSession;
  let cookie: string;

  beforeEach(async () => {
    ({ platform } = await testPlatform());
    tool = await testTool(platform);
    ({ session, cookie } = platform.signIn(teacher));
  });

  const send = (jwt: string, key = session.sessionKey, withCookie = cookie) =>
    request(platform.app)
      .post('/mod/lti/contentitem_return.php')
      .query({ course: '2', id: tool.tool.id, sesskey: key })
      .type('form')
      .send({ JWT: jwt })
      .set('Cookie', withCookie);

  it('creates the activity and its column', async () => {
    const items = recordedContentItems();
    const { text } = await send(tool.contentJwt(items)).expect(200);
    assert.match(text, /Accueil téléphonique — l’appel difficile/);
    const [activity] = platform.state.activities;
    assert.equal(activity?.title, 'Accueil téléphonique — l’appel difficile');
    assert.equal(activity?.url, 'http://tool.localhost:3000/?scenario=appel-difficile');
    assert.match(activity?.custom ?? '', /^scenario_id=appel-difficile\nintitule=L’été à l’accueil/);
    assert.equal(platform.lineItemsOf(activity?.id ?? '').length, 1);
  });

  it('makes the column that Moodle made of the same item', async () => {
    await send(tool.contentJwt(recordedContentItems())).expect(200);
    const [column] = platform.state.lineItems;
    const { body } = await request(platform.app)
      .get(`/mod/lti/services.php/2/lineitems/${column?.id}/lineitem?type_id=${tool.tool.id}`)
      .set('Accept', MEDIA_TYPES.lineItem)
      .set('Authorization', `Bearer ${await tool.token()}`)
      .buffer(true)
      .parse((res, done) => {
        let text = '';
        res.on('data', (chunk: Buffer) => (text += chunk.toString()));
        res.on('end', () => done(null, JSON.parse(text)));
      });
    const recorded = new Map(recordedCalls('21-ags-lineitems')).get('GET lineitem')?.response.body;
    const links = { id: '', resourceLinkId: '', ltiLinkId: '' };
    assert.deepEqual({ ...(body as object), ...links }, { ...(recorded as object), ...links });
  });

  it('creates several activities, and no column where none is described', async () => {
    await send(tool.contentJwt([link, { ...link, title: 'Deux' }])).expect(200);
    assert.deepEqual(
      platform.state.activities.map(({ title, acceptsGrades }) => ({ title, acceptsGrades })),
      [
        { title: 'Accueil téléphonique', acceptsGrades: false },
        { title: 'Deux', acceptsGrades: false },
      ],
    );
    assert.equal(platform.state.lineItems.length, 0);
  });

  it('takes an empty choice, and leaves out items of other types', async () => {
    await send(tool.contentJwt([])).expect(200);
    await send(tool.contentJwt([{ type: 'link', url: 'http://tool.test' }])).expect(200);
    assert.equal(platform.state.activities.length, 0);
  });

  const refusals: readonly { name: string; changed: Record<string, unknown> }[] = [
    { name: 'another issuer', changed: { iss: 'someone' } },
    { name: 'another audience', changed: { aud: 'http://elsewhere.test' } },
    { name: 'no audience', changed: { aud: undefined } },
    { name: 'no nonce', changed: { nonce: undefined } },
    { name: 'an expired message', changed: { exp: 1_700_000_000 } },
    { name: 'no expiry', changed: { exp: undefined } },
    { name: 'another deployment', changed: { [ltiClaim('deployment_id')]: '99' } },
    { name: 'no version', changed: { [ltiClaim('version')]: undefined } },
    { name: 'another message', changed: { [ltiClaim('message_type')]: 'LtiDeepLinkingRequest' } },
    { name: 'data that was not sent', changed: { [deepLinkingClaim('data')]: 'x' } },
    { name: 'items that are no list', changed: { [deepLinkingClaim('content_items')]: link } },
    {
      name: 'a title of 256 characters',
      changed: { [deepLinkingClaim('content_items')]: [{ ...link, title: 'é'.repeat(256) }] },
    },
  ];

  for (const { name, changed } of refusals) {
    it(`refuses a response with ${name}`, async () => {
      const { text } = await send(tool.contentJwt([link], changed)).expect(400);
      assert.match(text, /Contenu refusé/);
      assert.equal(platform.state.activities.length, 0);
    });
  }

  it('wants the data that it sent', async () => {
    platform.state.deepLinkingData = 'panier-7';
    await send(tool.contentJwt([link])).expect(400);
    await send(tool.contentJwt([link], { [deepLinkingClaim('data')]: 'panier-7' })).expect(200);
  });

  it('refuses a response that was signed with another key, or not at all', async () => {
    const [header, payload] = tool.contentJwt([link]).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
    const foreign = signJws({ alg: 'RS256', kid: tool.key.kid }, claims, await sharedKeyPem('platform'));
    await send(foreign).expect(400);
    await send(signJws({ alg: 'none' }, claims, '')).expect(400);
    await send(`${header}.${payload}.`).expect(400);
    await send('not a JWT').expect(400);
  });

  it('takes a response once', async () => {
    const jwt = tool.contentJwt([link]);
    await send(jwt).expect(200);
    await send(jwt).expect(400);
    assert.equal(platform.state.activities.length, 1);
  });

  it('refuses the return address of another session', () =>
    send(tool.contentJwt([link]), 'other').expect(400));

  it('refuses a learner', async () => {
    const other = platform.signIn(learner);
    await send(tool.contentJwt([link]), other.session.sessionKey, other.cookie).expect(400);
  });

  it('sends a response without its cookie to itself again', async () => {
    const jwt = tool.contentJwt([link]);
    const { text } = await send(jwt, session.sessionKey, '').expect(200);
    const { action, fields } = postedForm(text);
    assert.deepEqual(fields, { JWT: jwt, repost: '1' });
    await request(platform.app).post(action).type('form').send(fields).set('Cookie', cookie).expect(200);
    assert.equal(platform.state.activities.length, 1);
  });
});
