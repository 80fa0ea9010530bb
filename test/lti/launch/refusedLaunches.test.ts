import assert from 'node:assert/strict';
import { ToolError } from '../../../src/errors.js';
import { CLAIM } from '../../../src/lti/launch/claims.js';
import type { RefusalCode } from '../../../src/lti/launch/launchRefused.js';
import type { RecordedKind } from '../recordedMoodle.js';
import { assertSaid } from '../sentences.js';
import { SigningKey, signedWithPublicKey, unsigned } from '../signingKey.js';
import { launchRig, recordedRegistration, type Claims, type Login } from './launchRig.js';

type Rig = ReturnType<typeof launchRig>;

const strangerKey = new SigningKey('never-published');
const without = (claim: string) => (claims: Claims) => void delete claims[claim];
const set = (changes: Claims) => (claims: Claims) => void Object.assign(claims, changes);

describe('openLaunch refuses', () => {
  let rig: Rig;
  beforeEach(() => {
    rig = launchRig();
  });

  async function assertRefused(launch: Promise<unknown>, code: string): Promise<void> {
    await assert.rejects(launch, (error) => {
      assert.ok(error instanceof ToolError, String(error));
      assert.equal(error.code, code, error.message);
      assert.ok(error.status >= 400 && error.status < 500);
      assertSaid(error);
      return true;
    });
    assert.equal(rig.sessions.all.size, 0, 'a session was opened');
  }

  describe('a token', () => {
    type Make = (claims: Claims, rig: Rig, login: Login) => string | Promise<string>;
    const rows: [title: string, code: RefusalCode, make: Make][] = [
      ['without kid', 'KEY_ID_MISSING', (claims) => rig.moodleKey.sign(claims, { kid: undefined })],
      ['with an empty kid', 'KEY_ID_MISSING', (claims) => rig.moodleKey.sign(claims, { kid: '' })],
      ['with a kid that is no text', 'KEY_ID_MISSING', (claims) => rig.moodleKey.sign(claims, { kid: 1 })],
      ['with an unknown kid', 'KEY_UNKNOWN', (claims) => strangerKey.sign(claims)],
      [
        'signed by a stranger under a known kid',
        'SIGNATURE_WRONG',
        (claims) => strangerKey.sign(claims, { kid: rig.moodleKey.kid }),
      ],
      ['with alg none', 'ALGORITHM_REFUSED', (claims) => unsigned(claims, rig.moodleKey.kid)],
      [
        'with HS256 over the public key',
        'ALGORITHM_REFUSED',
        (claims) => signedWithPublicKey(claims, rig.moodleKey),
      ],
      ...['RS384', 'RS512', 'PS256', 'ES256', 'rs256', undefined].map((alg): (typeof rows)[number] => [
        `with alg ${alg}`,
        'ALGORITHM_REFUSED',
        (claims) => rig.moodleKey.sign(claims, { alg }),
      ]),
      [
        'with a critical header',
        'CRITICAL_HEADER_UNKNOWN',
        (claims) => rig.moodleKey.sign(claims, { crit: ['future'], future: true }),
      ],
      [
        'with a tampered payload',
        'SIGNATURE_WRONG',
        (claims) => {
          const [header, , signature] = rig.moodleKey.sign(claims).split('.');
          const payload = Buffer.from(JSON.stringify({ ...claims, sub: '2' })).toString('base64url');
          return [header, payload, signature].join('.');
        },
      ],
      [
        'without its signature',
        'SIGNATURE_WRONG',
        (claims) => rig.moodleKey.sign(claims).replace(/[^.]+$/, ''),
      ],
      ['that is no JWT', 'TOKEN_MALFORMED', () => 'good morning'],
      [
        'of two parts',
        'TOKEN_MALFORMED',
        (claims) => rig.moodleKey.sign(claims).split('.').slice(0, 2).join('.'),
      ],
      ['whose payload is a text', 'SIGNATURE_WRONG', () => rig.moodleKey.sign('good morning')],
      ['whose payload is an array', 'ISSUER_FOREIGN', () => rig.moodleKey.sign([1])],
    ];
    for (const [title, code, make] of rows) {
      it(title, async () => {
        const login = await rig.login('teacher');
        const token = await make(rig.claims('teacher', login), rig, login);
        await assertRefused(rig.open(token, login), code);
      });
    }
  });

  const atNow = (seconds: number) => (claims: Claims) =>
    void (claims['iat'] = Number(claims['iat']) + seconds);
  const rows: [title: string, kind: RecordedKind, code: RefusalCode, change: (claims: Claims) => void][] = [
    ['an expired token', 'teacher', 'EXPIRED', (c) => void (c['exp'] = Number(c['iat']) - 1)],
    ['a token that expires this second', 'teacher', 'EXPIRED', (c) => void (c['exp'] = c['iat'])],
    ['no exp', 'teacher', 'EXPIRY_MISSING', without('exp')],
    ['an exp that is no number', 'teacher', 'SIGNATURE_WRONG', set({ exp: 'tomorrow' })],
    ['no iat', 'teacher', 'ISSUE_TIME_MISSING', without('iat')],
    ['an iat that is no number', 'teacher', 'ISSUE_TIME_MISSING', set({ iat: '1795432594' })],
    ['an iat over ten minutes ago', 'teacher', 'ISSUED_TOO_LONG_AGO', atNow(-601)],
    ['an iat more than a minute ahead', 'teacher', 'ISSUED_IN_THE_FUTURE', atNow(61)],
    ['an nbf in the future', 'teacher', 'NOT_YET_VALID', (c) => void (c['nbf'] = Number(c['iat']) + 30)],

    ['an nbf beyond every calendar', 'teacher', 'NOT_YET_VALID', set({ nbf: 1e308 })],
    ['an exp before every calendar', 'teacher', 'EXPIRED', set({ exp: -1e308 })],

    ['a foreign iss', 'teacher', 'ISSUER_FOREIGN', set({ iss: 'http://other.localhost' })],
    [
      'an iss with another slash',
      'teacher',
      'ISSUER_FOREIGN',
      (c) => void (c['iss'] = `${String(c['iss'])}/`),
    ],
    ['no iss', 'teacher', 'ISSUER_FOREIGN', without('iss')],
    ['no aud', 'teacher', 'AUDIENCE_FOREIGN', without('aud')],
    ['no audience in aud', 'teacher', 'AUDIENCE_FOREIGN', set({ aud: [] })],
    ['a foreign aud', 'teacher', 'AUDIENCE_FOREIGN', set({ aud: 'someone-else' })],
    [
      'foreign audiences',
      'teacher',
      'AUDIENCE_FOREIGN',
      set({ aud: ['a', 'b'], azp: recordedRegistration.clientId }),
    ],
    [
      'an aud that contains ours',
      'teacher',
      'AUDIENCE_FOREIGN',
      (c) => void (c['aud'] = `x${String(c['aud'])}x`),
    ],
    [
      'several audiences without azp',
      'teacher',
      'AUTHORIZED_PARTY_WRONG',
      (c) => void (c['aud'] = [c['aud'], 'b']),
    ],
    [
      'several audiences with another azp',
      'teacher',
      'AUTHORIZED_PARTY_WRONG',
      (c) => void Object.assign(c, { aud: [c['aud'], 'b'], azp: 'b' }),
    ],
    ['a wrong azp beside one audience', 'teacher', 'AUTHORIZED_PARTY_WRONG', set({ azp: 'someone-else' })],
    ['an empty azp', 'teacher', 'AUTHORIZED_PARTY_WRONG', set({ azp: '' })],
    ['no nonce', 'teacher', 'NONCE_WRONG', without('nonce')],
    ['a nonce that was never issued', 'teacher', 'NONCE_WRONG', set({ nonce: 'x1rm5w8a056bbh1iabccgfu9g' })],
    ['no sub', 'teacher', 'SUBJECT_MISSING', without('sub')],
    ['an empty sub', 'teacher', 'SUBJECT_MISSING', set({ sub: '' })],
    ['a sub that is no text', 'teacher', 'SUBJECT_MISSING', set({ sub: 3 })],

    ['no version', 'teacher', 'VERSION_UNSUPPORTED', without(CLAIM.version)],
    ['version 1.1', 'teacher', 'VERSION_UNSUPPORTED', set({ [CLAIM.version]: '1.1' })],
    ['version 11.3', 'teacher', 'VERSION_UNSUPPORTED', set({ [CLAIM.version]: '11.3' })],
    ['no message_type', 'teacher', 'MESSAGE_UNSUPPORTED', without(CLAIM.messageType)],
    [
      'an unknown message_type',
      'teacher',
      'MESSAGE_UNSUPPORTED',
      set({ [CLAIM.messageType]: 'LtiStartProctoring' }),
    ],
    [
      'a message_type of every object',
      'teacher',
      'MESSAGE_UNSUPPORTED',
      set({ [CLAIM.messageType]: 'constructor' }),
    ],
    ['no deployment_id', 'teacher', 'DEPLOYMENT_MISSING', without(CLAIM.deploymentId)],
    ['an empty deployment_id', 'teacher', 'DEPLOYMENT_MISSING', set({ [CLAIM.deploymentId]: '' })],
    ['a deployment_id that is no text', 'teacher', 'DEPLOYMENT_MISSING', set({ [CLAIM.deploymentId]: 3 })],
    ['an unknown deployment_id', 'teacher', 'DEPLOYMENT_UNKNOWN', set({ [CLAIM.deploymentId]: '33' })],
    ['no target_link_uri', 'teacher', 'TARGET_LINK_MISSING', without(CLAIM.targetLinkUri)],
    [
      'a foreign target_link_uri',
      'teacher',
      'TARGET_LINK_CHANGED',
      set({ [CLAIM.targetLinkUri]: 'https://evil.example/' }),
    ],
    [
      "a target_link_uri that is not the login's",
      'teacher',
      'TARGET_LINK_CHANGED',
      (c) => void (c[CLAIM.targetLinkUri] = `${String(c[CLAIM.targetLinkUri])}&more`),
    ],
    ['no roles', 'teacher', 'ROLES_MALFORMED', without(CLAIM.roles)],
    ['roles that are a text', 'teacher', 'ROLES_MALFORMED', set({ [CLAIM.roles]: 'Instructor' })],
    ['roles that are no texts', 'teacher', 'ROLES_MALFORMED', set({ [CLAIM.roles]: ['Instructor', 1] })],
    ['a context without id', 'teacher', 'CONTEXT_MALFORMED', set({ [CLAIM.context]: { title: 'MA-TMA1' } })],
    ['no resource_link', 'teacher', 'RESOURCE_LINK_MISSING', without(CLAIM.resourceLink)],
    [
      'a resource_link without id',
      'teacher',
      'RESOURCE_LINK_MISSING',
      set({ [CLAIM.resourceLink]: { title: 'x' } }),
    ],
    [
      'a resource_link with an empty id',
      'teacher',
      'RESOURCE_LINK_MISSING',
      set({ [CLAIM.resourceLink]: { id: '' } }),
    ],

    [
      'deep linking without settings',
      'deepLinking',
      'DEEP_LINKING_SETTINGS_MISSING',
      without(CLAIM.deepLinkingSettings),
    ],
    [
      'deep linking without return URL',
      'deepLinking',
      'DEEP_LINKING_RETURN_REFUSED',
      settings({ deep_link_return_url: undefined }),
    ],
    [
      'deep linking back to a script',
      'deepLinking',
      'DEEP_LINKING_RETURN_REFUSED',
      settings({ deep_link_return_url: 'javascript:alert(1)' }),
    ],
    [
      'deep linking back over plain http',
      'deepLinking',
      'DEEP_LINKING_RETURN_REFUSED',
      settings({ deep_link_return_url: 'http://moodle.example/return.php' }),
    ],
    [
      'deep linking for files only',
      'deepLinking',
      'DEEP_LINKING_TYPE_REFUSED',
      settings({ accept_types: ['file'] }),
    ],
    [
      'deep linking without types',
      'deepLinking',
      'DEEP_LINKING_TYPE_REFUSED',
      settings({ accept_types: undefined }),
    ],
    [
      "deep linking with a target_link_uri that is not the login's",
      'deepLinking',
      'TARGET_LINK_CHANGED',
      set({ [CLAIM.targetLinkUri]: 'https://evil.example/' }),
    ],

    ['a review without for_user', 'review', 'REVIEWED_USER_MISSING', without(CLAIM.forUser)],
    ['a review of nobody', 'review', 'REVIEWED_USER_MISSING', set({ [CLAIM.forUser]: {} })],
    ['a review without AGS claim', 'review', 'REVIEW_WITHOUT_GRADES', without(CLAIM.gradeService)],
    ['a review without resource_link', 'review', 'RESOURCE_LINK_MISSING', without(CLAIM.resourceLink)],
    [
      "a learner's review of another learner",
      'review',
      'REVIEW_OF_ANOTHER',
      set({ sub: '6', [CLAIM.roles]: ['Learner'] }),
    ],
    ["a guest's review of a learner", 'review', 'REVIEW_OF_ANOTHER', set({ [CLAIM.roles]: [] })],
    [
      "an institution's teacher's review without a role in the course",
      'review',
      'REVIEW_OF_ANOTHER',
      set({ [CLAIM.roles]: ['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor'] }),
    ],
    [
      "a mentor's review of someone they do not follow",
      'review',
      'REVIEW_OF_ANOTHER',
      set({ [CLAIM.roles]: ['Mentor'], [CLAIM.roleScopeMentor]: ['6'] }),
    ],
  ];
  for (const [title, kind, code, change] of rows) {
    it(title, () => assertRefused(rig.launch(kind, change), code));
  }

  describe('a state', () => {
    it('that is missing', async () => {
      const login = await rig.login('teacher');
      const token = rig.moodleKey.sign(rig.claims('teacher', login));
      await assertRefused(
        rig.gate.openLaunch({ id_token: token }, () => login.secret),
        'RESPONSE_MALFORMED',
      );
    });

    it('that was never issued, though a cookie stands for it', async () => {
      const login = await rig.login('teacher');
      const token = rig.moodleKey.sign(rig.claims('teacher', login));
      await assertRefused(rig.open(token, { ...login, state: 'invented' }), 'STATE_UNKNOWN');
    });

    it('that was used', async () => {
      const login = await rig.login('teacher');
      const token = rig.moodleKey.sign(rig.claims('teacher', login));
      await rig.open(token, login);
      rig.sessions.all.clear();
      await assertRefused(rig.open(token, login), 'STATE_UNKNOWN');
    });

    it('that a refused launch used', async () => {
      const login = await rig.login('teacher');
      await assertRefused(rig.open('good morning', login), 'TOKEN_MALFORMED');
      await assertRefused(rig.open(rig.moodleKey.sign(rig.claims('teacher', login)), login), 'STATE_UNKNOWN');
    });

    it('older than ten minutes', async () => {
      const login = await rig.login('teacher');
      rig.clock.at = new Date(rig.clock.at.getTime() + 601_000);
      await assertRefused(rig.open(rig.moodleKey.sign(rig.claims('teacher', login)), login), 'STATE_UNKNOWN');
    });

    it('of another browser', async () => {
      const login = await rig.login('teacher');
      const other = await rig.login('teacher');
      const token = rig.moodleKey.sign(rig.claims('teacher', login));
      await assertRefused(rig.open(token, { ...login, secret: other.secret }), 'COOKIE_FOREIGN');
    });

    it('without its cookie, and leaves it to the browser that has it', async () => {
      const login = await rig.login('teacher');
      const token = rig.moodleKey.sign(rig.claims('teacher', login));
      const { state } = login;
      await assertRefused(
        rig.gate.openLaunch({ id_token: token, state }, () => undefined),
        'COOKIE_MISSING',
      );
      assert.equal((await rig.open(token, login)).session.user.sub, '3');
    });

    it('of another issuer', async () => {
      const other = { ...recordedRegistration, id: 'registration-2', issuer: 'http://other.localhost' };
      rig.registrations.all.set(other.id, other);
      const login = await rig.login('teacher', { iss: other.issuer });
      const token = rig.moodleKey.sign(rig.claims('teacher', login));
      await assertRefused(rig.open(token, login), 'ISSUER_FOREIGN');
    });

    it('with the nonce of another login', async () => {
      const [login, other] = [await rig.login('teacher'), await rig.login('teacher')];
      await assertRefused(rig.open(rig.moodleKey.sign(rig.claims('teacher', other)), login), 'NONCE_WRONG');
    });

    it('with a nonce that was used', async () => {
      const first = await rig.login('teacher');
      const claims = rig.claims('teacher', first);
      await rig.open(rig.moodleKey.sign(claims), first);
      rig.sessions.all.clear();
      const second = await rig.login('teacher');
      await assertRefused(rig.open(rig.moodleKey.sign(claims), second), 'NONCE_WRONG');
    });
  });

  describe('a registration', () => {
    for (const [status, code] of [
      ['pending', 'REGISTRATION_PENDING'],
      ['disabled', 'REGISTRATION_DISABLED'],
    ] as const) {
      it(`that is ${status}, at login`, async () => {
        rig.registrations.all.set('registration-1', { ...recordedRegistration, status });
        await assertRefused(rig.login('teacher'), code);
      });

      it(`that became ${status} since the login`, async () => {
        const login = await rig.login('teacher');
        rig.registrations.all.set('registration-1', { ...recordedRegistration, status });
        await assertRefused(rig.open(rig.moodleKey.sign(rig.claims('teacher', login)), login), code);
      });
    }
  });

  describe('a form', () => {
    const forms: [title: string, code: string, form: Record<string, unknown>][] = [
      ['that is empty', 'RESPONSE_MALFORMED', {}],
      ['without id_token', 'RESPONSE_MALFORMED', { state: 'x' }],
      ['with two id_tokens', 'RESPONSE_MALFORMED', { id_token: ['a', 'b'], state: 'x' }],
      ['with a state that is an object', 'RESPONSE_MALFORMED', { id_token: 'a', state: { $ne: '' } }],
      [
        'in which the platform says that it must sign in',
        'PLATFORM_DECLINED',
        { error: 'login_required', state: 'x' },
      ],
      [
        'in which the platform gives a reason of its own',
        'PLATFORM_DECLINED',
        { error: '<b>constructor</b>', error_description: '<script>' },
      ],
    ];
    for (const [title, code, form] of forms) {
      it(title, () =>
        assertRefused(
          rig.gate.openLaunch(form, () => 'secret'),
          code,
        ),
      );
    }
  });

  it('all but one of twenty launches with the same token', async () => {
    const login = await rig.login('learner');
    const token = rig.moodleKey.sign(rig.claims('learner', login));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => rig.open(token, login)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal(rig.sessions.all.size, 1);
  });
});

function settings(changes: Claims) {
  return (claims: Claims) => void Object.assign(claims[CLAIM.deepLinkingSettings] as Claims, changes);
}
