import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Signature } from '../../src/demo/demoPlatform.js';
import type { Claims } from '../../src/demo/launch/idToken.js';
import type { Activity } from '../../src/demo/site/state.js';
import { deepLinkingClaim, ENDPOINT_CLAIM, ltiClaim } from '../../src/demo/vocabulary.js';
import { sharedKeyPem } from '../demo/testPlatform.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { COURSE, TEACHER } from '../support/person.js';
import type { TestApp } from '../support/testApp.js';

type Change = Record<string, unknown> | ((claims: Claims) => Record<string, unknown>);

interface Tampering {
  readonly title: string;
  /** Replace claims of a right token; `undefined` leaves one out. */
  readonly claims?: Change;
  readonly signature?: Signature | (() => Promise<Signature>);
  readonly token?: (token: string) => string;
  readonly code: string;
}

const membership = (role: string) => `http://purl.imsglobal.org/vocab/lis/v2/membership#${role}`;

const withPayload = (token: string, change: (claims: Claims) => Claims) => {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  return [header, Buffer.from(JSON.stringify(change(claims))).toString('base64url'), signature].join('.');
};

const SIGNATURES: readonly Tampering[] = [
  { title: 'no kid', signature: { header: { kid: undefined } }, code: 'KEY_ID_MISSING' },
  { title: 'an unknown kid', signature: { header: { kid: 'other' } }, code: 'KEY_UNKNOWN' },
  { title: 'no signature at all', signature: { header: { alg: 'none' } }, code: 'ALGORITHM_REFUSED' },
  { title: 'the public key as a secret', signature: { header: { alg: 'HS256' } }, code: 'ALGORITHM_REFUSED' },
  { title: 'RS384', signature: { header: { alg: 'RS384' } }, code: 'ALGORITHM_REFUSED' },
  { title: 'RS512', signature: { header: { alg: 'RS512' } }, code: 'ALGORITHM_REFUSED' },
  {
    title: 'an extension it must know',
    signature: { header: { crit: ['b64'] } },
    code: 'CRITICAL_HEADER_UNKNOWN',
  },
  {
    title: "another's key under the platform's kid",
    signature: async () => ({ key: await sharedKeyPem('other') }),
    code: 'SIGNATURE_WRONG',
  },
  {
    title: 'a payload changed after signing',
    token: (token) => withPayload(token, (claims) => ({ ...claims, sub: '2' })),
    code: 'SIGNATURE_WRONG',
  },
  { title: 'something else than a JWT', token: () => 'bonjour', code: 'TOKEN_MALFORMED' },
];

const TIMES: readonly Tampering[] = [
  { title: 'an expiry that has passed', claims: ({ iat }) => ({ exp: Number(iat) - 1 }), code: 'EXPIRED' },
  { title: 'no expiry', claims: { exp: undefined }, code: 'EXPIRY_MISSING' },
  { title: 'no time of issue', claims: { iat: undefined }, code: 'ISSUE_TIME_MISSING' },
  {
    title: 'an old time of issue',
    claims: ({ iat }) => ({ iat: Number(iat) - 700 }),
    code: 'ISSUED_TOO_LONG_AGO',
  },
  {
    title: 'a time of issue beyond a minute ahead',
    claims: ({ iat }) => ({ iat: Number(iat) + 90, exp: Number(iat) + 150 }),
    code: 'ISSUED_IN_THE_FUTURE',
  },
];

const PARTIES: readonly Tampering[] = [
  { title: "another's issuer", claims: { iss: 'https://other.example' }, code: 'ISSUER_FOREIGN' },
  { title: 'no audience', claims: { aud: undefined }, code: 'AUDIENCE_FOREIGN' },
  { title: 'an empty audience', claims: { aud: [] }, code: 'AUDIENCE_FOREIGN' },
  { title: 'a foreign audience', claims: { aud: 'other' }, code: 'AUDIENCE_FOREIGN' },
  {
    title: 'several audiences without azp',
    claims: ({ aud }) => ({ aud: [aud, 'other'] }),
    code: 'AUTHORIZED_PARTY_WRONG',
  },
  {
    title: 'an azp that is another',
    claims: ({ aud }) => ({ aud: [aud], azp: 'other' }),
    code: 'AUTHORIZED_PARTY_WRONG',
  },
  { title: 'no nonce', claims: { nonce: undefined }, code: 'NONCE_WRONG' },
  { title: 'a nonce never issued', claims: { nonce: 'invented' }, code: 'NONCE_WRONG' },
  { title: 'no subject', claims: { sub: undefined }, code: 'SUBJECT_MISSING' },
  { title: 'an empty subject', claims: { sub: '' }, code: 'SUBJECT_MISSING' },
];

const foreignTarget = { [ltiClaim('target_link_uri')]: 'https://other.example/lti/launch' };

const MESSAGES: readonly Tampering[] = [
  { title: 'no version', claims: { [ltiClaim('version')]: undefined }, code: 'VERSION_UNSUPPORTED' },
  { title: 'version 1.1', claims: { [ltiClaim('version')]: '1.1' }, code: 'VERSION_UNSUPPORTED' },
  { title: 'version "11.3"', claims: { [ltiClaim('version')]: '11.3' }, code: 'VERSION_UNSUPPORTED' },
  {
    title: 'no message type',
    claims: { [ltiClaim('message_type')]: undefined },
    code: 'MESSAGE_UNSUPPORTED',
  },
  {
    title: 'an unknown message type',
    claims: { [ltiClaim('message_type')]: 'LtiStartProctoring' },
    code: 'MESSAGE_UNSUPPORTED',
  },
  { title: 'no deployment', claims: { [ltiClaim('deployment_id')]: undefined }, code: 'DEPLOYMENT_MISSING' },
  {
    title: 'an unknown deployment',
    claims: { [ltiClaim('deployment_id')]: '99' },
    code: 'DEPLOYMENT_UNKNOWN',
  },
  {
    title: 'a resource link without an id',
    claims: { [ltiClaim('resource_link')]: { title: 'Accueil' } },
    code: 'RESOURCE_LINK_MISSING',
  },
  {
    title: 'no target link',
    claims: { [ltiClaim('target_link_uri')]: undefined },
    code: 'TARGET_LINK_MISSING',
  },
  { title: 'a target link on a foreign host', claims: foreignTarget, code: 'TARGET_LINK_CHANGED' },
  {
    title: "another target link than the login's",
    claims: (claims) => ({
      [ltiClaim('target_link_uri')]: `${String(claims[ltiClaim('target_link_uri')])}/`,
    }),
    code: 'TARGET_LINK_CHANGED',
  },
  { title: 'no roles', claims: { [ltiClaim('roles')]: undefined }, code: 'ROLES_MALFORMED' },
  { title: 'roles in one text', claims: { [ltiClaim('roles')]: 'Instructor' }, code: 'ROLES_MALFORMED' },
  { title: 'roles that are no texts', claims: { [ltiClaim('roles')]: [{}] }, code: 'ROLES_MALFORMED' },
  {
    title: 'deep linking without settings',
    claims: { [ltiClaim('message_type')]: 'LtiDeepLinkingRequest' },
    code: 'DEEP_LINKING_SETTINGS_MISSING',
  },
  {
    title: 'deep linking without a return address',
    claims: {
      [ltiClaim('message_type')]: 'LtiDeepLinkingRequest',
      [deepLinkingClaim('deep_linking_settings')]: { accept_types: ['ltiResourceLink'] },
    },
    code: 'DEEP_LINKING_RETURN_REFUSED',
  },
  {
    title: 'deep linking that would return to a script',
    claims: {
      [ltiClaim('message_type')]: 'LtiDeepLinkingRequest',
      [deepLinkingClaim('deep_linking_settings')]: {
        accept_types: ['ltiResourceLink'],
        deep_link_return_url: 'javascript:alert(1)',
      },
    },
    code: 'DEEP_LINKING_RETURN_REFUSED',
  },
  {
    title: 'a submission review of nobody',
    claims: { [ltiClaim('message_type')]: 'LtiSubmissionReviewRequest' },
    code: 'REVIEWED_USER_MISSING',
  },
  {
    title: 'a submission review without a gradebook',
    claims: {
      [ltiClaim('message_type')]: 'LtiSubmissionReviewRequest',
      [ltiClaim('for_user')]: { user_id: '5' },
      [ENDPOINT_CLAIM]: undefined,
    },
    code: 'REVIEW_WITHOUT_GRADES',
  },
];

const SUCCESSES: readonly {
  readonly title: string;
  readonly claims: Record<string, unknown>;
  readonly heading: RegExp;
  readonly who?: RegExp;
}[] = [
  {
    title: 'a plain Instructor',
    claims: { [ltiClaim('roles')]: [membership('Instructor')] },
    heading: /Choisir/,
  },
  {
    title: 'a plain Learner',
    claims: { [ltiClaim('roles')]: [membership('Learner')] },
    heading: /pas encore/,
  },
  {
    title: 'several roles',
    claims: { [ltiClaim('roles')]: [membership('Learner'), membership('Member'), membership('Instructor')] },
    heading: /Choisir/,
  },
  { title: 'a short role', claims: { [ltiClaim('roles')]: ['Instructor'] }, heading: /Choisir/ },
  { title: 'an unknown role', claims: { [ltiClaim('roles')]: ['Jardinier'] }, heading: /pas encore/ },
  { title: 'no role', claims: { [ltiClaim('roles')]: [] }, heading: /pas encore/ },
  {
    title: 'no personal data',
    claims: { name: undefined, given_name: undefined, family_name: undefined, email: undefined },
    heading: /Choisir/,
    who: /Enseignant [0-9a-f]{4} \(enseignant\)/,
  },
  {
    title: 'an e-mail and no name',
    claims: {
      name: undefined,
      given_name: undefined,
      family_name: undefined,
      email: 'h.garnier@lycee.example',
    },
    heading: /Choisir/,
  },
  {
    title: 'names without the whole one',
    claims: { name: undefined, given_name: 'Hélène', family_name: 'Garnier-Roux' },
    heading: /Choisir/,
    who: /Hélène Garnier-Roux/,
  },
  {
    title: 'nothing but a resource link',
    claims: {
      [ltiClaim('context')]: undefined,
      [ltiClaim('custom')]: undefined,
      [ltiClaim('launch_presentation')]: undefined,
      [ltiClaim('tool_platform')]: undefined,
      [ltiClaim('lis')]: undefined,
      [ltiClaim('ext')]: undefined,
      [ENDPOINT_CLAIM]: undefined,
      'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': undefined,
    },
    heading: /Choisir/,
  },
  { title: 'no context', claims: { [ltiClaim('context')]: undefined }, heading: /Choisir/ },
  {
    title: 'a name with quotes, markup, an emoji and Arabic',
    claims: { name: `L'"Ève" <b>&amp;</b> 🌸 نور الهدى` },
    heading: /Choisir/,
    who: /L'"Ève" <b>&amp;<\/b> 🌸 نور الهدى/,
  },
];

describe('POST /lti/launch', () => {
  eachApp((app) => {
    let activity: Activity;
    let sessions: ReturnType<typeof watchSessions>;

    before(() => {
      activity = app().platform.addActivity({
        courseId: COURSE,
        toolId: app().tool.id,
        title: 'Accueil',
        column: { scoreMaximum: 20 },
      });
      sessions = watchSessions(app());
    });
    beforeEach(() => {
      sessions.mock.resetCalls();
    });

    const answer = () => app().as(TEACHER).launchAnswer(activity);

    async function refuses(page: Page, status: RegExp, code: string): Promise<void> {
      assert.equal(page.code, code, page.summary);
      assert.match(String(page.status), status, page.summary);
      assert.match(page.html, /<html lang="fr">/);
      assert.ok(page.text.length > 80, page.summary);
      assert.equal(sessions.mock.callCount(), 0, 'a session was opened');
      assert.ok(!page.browser.jar.names().includes('attendus_session'));
    }

    describe('refuses a token with', () => {
      for (const { title, claims: change = {}, signature, token: alter, code } of [
        ...SIGNATURES,
        ...TIMES,
        ...PARTIES,
        ...MESSAGES,
      ]) {
        it(title, async () => {
          const { page, token, claims } = await answer();
          const signed = typeof signature === 'function' ? await signature() : signature;
          const changed = { ...claims, ...(typeof change === 'function' ? change(claims) : change) };
          const sent = alter ? alter(token) : app().platform.signIdToken(changed, signed);
          const answered = await page.postItself((fields) => fields.set('id_token', sent));
          await refuses(answered, /^4\d\d$/, code);
        });
      }
    });

    describe('refuses an answer with', () => {
      it('the nonce of another login', async () => {
        const other = await answer();
        const { page, claims } = await answer();
        const sent = app().platform.signIdToken({ ...claims, nonce: other.claims['nonce'] });
        await refuses(
          await page.postItself((fields) => fields.set('id_token', sent)),
          /^403$/,
          'NONCE_WRONG',
        );
      });

      it('no state', async () => {
        const { page } = await answer();
        await refuses(
          await page.postItself((fields) => fields.delete('state')),
          /^400$/,
          'RESPONSE_MALFORMED',
        );
      });

      it('a state never issued', async () => {
        const { page } = await answer();
        await refuses(
          await page.postItself((fields) => fields.set('state', 'invented')),
          /^403$/,
          'COOKIE_MISSING',
        );
      });

      it('a state used before', async () => {
        const { page } = await answer();
        assert.equal((await page.postItself()).status, 200);
        sessions.mock.resetCalls();
        page.browser.jar.forget('attendus_session');
        await refuses(await page.postItself(), /^403$/, 'COOKIE_MISSING');
      });

      it('a state used before, even with its cookie', async () => {
        const { page } = await answer();
        const { url, fields } = page.formToPost();
        const cookie = page.browser.jar.header(url, { method: 'POST', top: 'lms.localhost' });
        await page.postItself();
        sessions.mock.resetCalls();
        const { status, body } = await page.browser.fetch(url, page, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
          body: fields.toString(),
        });
        assert.equal(status, 403);
        assert.match(body, /STATE_UNKNOWN/);
        assert.equal(sessions.mock.callCount(), 0);
      });

      it('the state of another browser, which may still go on', async () => {
        const mine = await answer();
        const theirs = await answer();
        const state = theirs.page.formToPost().fields.get('state') ?? '';
        await refuses(
          await mine.page.postItself((fields) => fields.set('state', state)),
          /^403$/,
          'COOKIE_MISSING',
        );
        assert.equal((await theirs.page.postItself()).status, 200);
      });

      it('the state of a login at another platform', async () => {
        const { registrar } = app().services;
        const outcome = await registrar.register({
          issuer: 'https://other.example',
          clientId: 'other-client',
          authorizationUrl: 'https://other.example/auth',
          tokenUrl: 'https://other.example/token',
          keySetUrl: 'https://other.example/keys',
        });
        assert.equal(outcome.kind, 'registered');
        const { page } = await answer();
        const login = await page.browser.fetch(new URL(`${app().url}/lti/login`), page, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-dest': 'iframe' },
          body: new URLSearchParams({
            iss: 'https://other.example',
            login_hint: '1',
            target_link_uri: `${app().url}/lti/launch`,
            client_id: 'other-client',
          }).toString(),
        });
        const state = new URL(String(login.headers['location']), app().url).searchParams.get('state') ?? '';
        const refused = await page.postItself((fields) => fields.set('state', state));
        // The token is held against the keys of the platform that the state was given to.
        await refuses(refused, /^424$/, 'KEY_SET_UNUSABLE');
      });

      it("the platform's own error", async () => {
        const { page } = await answer();
        const refused = await page.postItself((fields) => {
          fields.delete('id_token');
          fields.set('error', 'login_required');
          fields.set('error_description', '<script>alert(1)</script>');
        });
        await refuses(refused, /^403$/, 'PLATFORM_DECLINED');
        assert.match(refused.text, /Votre plateforme ne vous reconnaît plus/);
        assert.ok(!refused.html.includes('alert(1)'));
      });

      it('GET', async () => {
        const { page } = await answer();
        await refuses(await page.browser.open(`${app().url}/lti/launch`), /^4\d\d$/, 'BAD_REQUEST');
      });

      it('a JSON body', async () => {
        const { page } = await answer();
        const { status, body } = await page.browser.fetch(new URL(`${app().url}/lti/launch`), page, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(Object.fromEntries(page.formToPost().fields)),
        });
        assert.equal(status, 400);
        assert.match(body, /BAD_REQUEST/);
        assert.equal(sessions.mock.callCount(), 0);
      });

      it('an oversized body', async () => {
        const { page } = await answer();
        const refused = await page.postItself((fields) => fields.set('padding', 'x'.repeat(100_000)));
        assert.match(String(refused.status), /^4\d\d$/);
        assert.equal(sessions.mock.callCount(), 0);
      });
    });

    describe('refuses everything of a registration that is', () => {
      afterEach(() => app().services.registrar.setStatus(registration, 'active'));
      let registration = '';

      beforeEach(async () => {
        const [first] = await app().services.stores.registrations.findByIssuer(app().platform.url);
        registration = first?.id ?? '';
      });

      it('disabled', async () => {
        await app().services.registrar.setStatus(registration, 'disabled');
        const page = await app().as(TEACHER).launch(activity);
        await refuses(page, /^403$/, 'REGISTRATION_DISABLED');
      });

      it('disabled between login and launch', async () => {
        const { page } = await answer();
        await app().services.registrar.setStatus(registration, 'disabled');
        await refuses(await page.postItself(), /^403$/, 'REGISTRATION_DISABLED');
      });

      it('pending', async () => {
        const { registrations } = app().services.stores;
        const known = await registrations.get(registration);
        assert.ok(known);
        await registrations.update({ ...known, status: 'pending' });
        await refuses(await app().as(TEACHER).launch(activity), /^403$/, 'REGISTRATION_PENDING');
      });

      it('unknown', async () => {
        const { page } = await answer();
        const unknown = await page.browser.open(
          `${app().url}/lti/login?iss=https%3A%2F%2Fnobody.example&login_hint=1&target_link_uri=${app().url}/lti/launch`,
        );
        await refuses(unknown, /^403$/, 'REGISTRATION_UNKNOWN');
      });
    });

    describe('refuses a launch when the key set is', () => {
      let reads = 0;

      /** Another address of the same key set: what was read before does not count. */
      async function withUnreadKeys(): Promise<void> {
        reads += 1;
        app().advance(10);
        const { registrations } = app().services.stores;
        const [known] = await registrations.findByIssuer(app().platform.url);
        assert.ok(known);
        const [address = ''] = known.keySetUrl.split('?');
        await registrations.update({ ...known, keySetUrl: `${address}?read=${reads}` });
      }
      beforeEach(withUnreadKeys);
      after(async () => {
        app().platform.clearFaults();
        await withUnreadKeys();
      });

      const faults = {
        down: 'reset',
        'answering 500': 'serverError',
        'behind a redirect': 'keysRedirect',
        'no JSON': 'keysNotJson',
        huge: 'keysHuge',
      } as const;
      for (const [title, fault] of Object.entries(faults)) {
        it(title, async () => {
          app().platform.setFault(fault, { on: ['keys'] });
          const { page } = await answer();
          await refuses(await page.postItself(), /^424$/, 'KEY_SET_UNUSABLE');
        });
      }

      it('slower than 5 s', async function () {
        this.timeout(15_000);
        app().platform.setFault('hang', { on: ['keys'] });
        const { page } = await answer();
        const started = Date.now();
        await refuses(await page.postItself(), /^424$/, 'KEY_SET_UNUSABLE');
        assert.ok(Date.now() - started < 7000);
      });

      it('read again: the same activity opens', async () => {
        const { page } = await answer();
        assert.equal((await page.postItself()).status, 200);
      });
    });

    it('reads the key set once for an unknown kid, and takes the new key', async () => {
      app().advance(40);
      app().platform.rotateKey(await sharedKeyPem('rotated'));
      const { page } = await answer();
      assert.equal((await page.postItself()).status, 200);
    });

    describe('opens a launch with', () => {
      for (const { title, claims: change, heading, who } of SUCCESSES) {
        it(title, async () => {
          const opened = await app().as(TEACHER).launchWith(activity, change);
          assert.equal(opened.status, 200, opened.summary);
          assert.match(opened.heading, heading);
          if (who) assert.match(opened.document.all('header')[0]?.text ?? '', who);
          assert.equal(sessions.mock.callCount(), 1);
        });
      }
    });

    it('asks for no key set on a warm launch', async () => {
      await (await answer()).page.postItself();
      const before = keySetReads(app());
      for (let i = 0; i < 3; i += 1) assert.equal((await (await answer()).page.postItself()).status, 200);
      assert.equal(keySetReads(app()), before);
    });
  });
});

const watchSessions = (app: TestApp) => mock.method(app.services.stores.launchSessions, 'add');

const keySetReads = ({ platform }: TestApp) =>
  platform.state.requests.filter(({ url }) => url.includes('/certs')).length;
