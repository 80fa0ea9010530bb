import assert from 'node:assert/strict';
import { createSecretKey, createVerify } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { createDemoPlatform, type DemoPlatform } from '../../src/demo/demoPlatform.js';
import { ADMINISTRATOR_ID, ANONYMOUS_ID, LEARNER_IDS, TEACHER_IDS } from '../../src/demo/site/people.js';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { sharedKeyPem, testPlatform } from './testPlatform.js';
import { testTool } from './testTool.js';

describe('createDemoPlatform', () => {
  it('makes a key of its own when none is given', async () => {
    const platform = await createDemoPlatform({ url: 'http://lms.test' });
    const token = platform.signIdToken({ sub: '1' });
    assert.doesNotThrow(() => jsonwebtoken.verify(token, platform.signingKey.publicKeyPem));
  });

  it('starts with a class of 24, 2 teachers and an administrator', async () => {
    const { platform } = await testPlatform();
    const [course] = platform.state.courses;
    const count = (role: string) =>
      course?.enrolments.filter((one) => one.role === role && !one.suspended).length;
    assert.equal(course?.title, 'Accueil – 1re MA');
    assert.equal(count('learner'), 24);
    assert.equal(count('teacher'), 2);
    assert.ok(platform.state.users.some(({ id, siteAdmin }) => id === ADMINISTRATOR_ID && siteAdmin));
    assert.equal(new Set(platform.state.users.map(({ id }) => id)).size, platform.state.users.length);
  });

  it('gives the same ids at every run', async () => {
    const clientIds = await Promise.all(
      [1, 2].map(async () => (await testTool((await testPlatform()).platform)).tool.clientId),
    );
    assert.equal(clientIds[0], clientIds[1]);
  });
});

describe('issueIdToken', () => {
  let platform: DemoPlatform;
  let activityId: string;

  before(async () => {
    ({ platform } = await testPlatform());
    const { tool } = await testTool(platform);
    ({ id: activityId } = platform.addActivity({ courseId: '2', toolId: tool.id, title: 'x' }));
  });

  const launch = () => ({ userId: LEARNER_IDS[0] ?? '', activityId, nonce: 'n' });
  const decoded = (token: string) => jsonwebtoken.decode(token, { complete: true });

  it('replaces claims, and leaves out the undefined ones', () => {
    const token = platform.issueIdToken({
      ...launch(),
      claims: { aud: 'someone', [ltiClaim('roles')]: undefined },
    });
    const payload = decoded(token)?.payload as Record<string, unknown>;
    assert.equal(payload['aud'], 'someone');
    assert.equal(Object.hasOwn(payload, ltiClaim('roles')), false);
    assert.equal(payload['nonce'], 'n');
  });

  it('leaves out header fields', () => {
    const token = platform.issueIdToken({ ...launch(), header: { kid: undefined } });
    assert.deepEqual(decoded(token)?.header, { typ: 'JWT', alg: 'RS256' });
  });

  it('sends no name of the learner who has none', () => {
    const payload = platform.idTokenPayload({ ...launch(), userId: ANONYMOUS_ID });
    assert.equal(Object.hasOwn(payload, 'name'), false);
  });

  it('makes a deep linking request where no activity is named', () => {
    const toolId = platform.state.tools[0]?.id ?? '';
    const payload = platform.idTokenPayload({
      userId: TEACHER_IDS[0] ?? '',
      courseId: '2',
      toolId,
      nonce: 'n',
    });
    assert.equal(payload[ltiClaim('message_type')], 'LtiDeepLinkingRequest');
  });

  it('makes a submission review where a learner is named', () => {
    const payload = platform.idTokenPayload({ ...launch(), forUserId: '6' });
    assert.equal(payload[ltiClaim('message_type')], 'LtiSubmissionReviewRequest');
    assert.deepEqual(payload[ltiClaim('for_user')], { user_id: '6' });
  });
});

describe('signIdToken', () => {
  let platform: DemoPlatform;

  before(async () => {
    ({ platform } = await testPlatform());
  });

  it('leaves the signature out for alg none', () => {
    assert.match(platform.signIdToken({ sub: '1' }, { header: { alg: 'none' } }), /^[^.]+\.[^.]+\.$/);
  });

  it("signs HS256 with the public key's text, the classic confusion", () => {
    const token = platform.signIdToken({ sub: '1' }, { header: { alg: 'HS256' } });
    const secret = createSecretKey(Buffer.from(platform.signingKey.publicKeyPem));
    assert.doesNotThrow(() => jsonwebtoken.verify(token, secret, { algorithms: ['HS256'] }));
  });

  it('signs with another key under its own kid', async () => {
    const token = platform.signIdToken({ sub: '1' }, { key: await sharedKeyPem('other') });
    const [input, signature] = [
      token.slice(0, token.lastIndexOf('.')),
      token.slice(token.lastIndexOf('.') + 1),
    ];
    const verifies = createVerify('sha256')
      .update(input)
      .verify(platform.signingKey.publicKeyPem, signature, 'base64url');
    assert.equal(verifies, false);
    assert.equal(jsonwebtoken.decode(token, { complete: true })?.header.kid, platform.signingKey.kid);
  });
});
