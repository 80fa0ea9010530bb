import assert from 'node:assert/strict';
import jwt from 'jsonwebtoken';
import type { Registration } from '../../../src/platform/registration.js';
import { startPlatform, type Answer, type StandInPlatform } from './standInPlatform.js';
import {
  keyPair,
  MemoryTokenStore,
  NOW,
  registrationAt,
  servicesFor,
  tokenReply,
  type TestServices,
} from './testServices.js';

const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
const RESULT = 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly';

describe('createAccessTokens', () => {
  let platform: StandInPlatform;
  let registration: Registration;
  let services: TestServices;
  let store: MemoryTokenStore;
  let clock: Date;

  beforeEach(async () => {
    platform = await startPlatform();
    platform.answer = () => tokenReply();
    registration = registrationAt(platform.origin);
    store = new MemoryTokenStore();
    clock = NOW;
    services = servicesFor(() => registration, { store, now: () => clock });
  });

  afterEach(async () => {
    await platform.close();
    await services.http.close();
  });

  const get = (refused?: string) => services.tokens.get(registration, [SCORE], refused);
  const pass = (seconds: number) => (clock = new Date(clock.getTime() + seconds * 1000));
  const numbered = () => {
    let n = 0;
    platform.answer = () => tokenReply(`token-${(n += 1)}`);
  };

  const form = (index = 0) => new URLSearchParams(platform.received[index]?.body);

  /** The assertion's claims, once its signature and times hold for a platform whose clock is `skew` seconds off. */
  const assertion = (index = 0, skew = 0) =>
    jwt.verify(form(index).get('client_assertion') ?? '', keyPair.publicKeyPem, {
      algorithms: ['RS256'],
      clockTimestamp: NOW.getTime() / 1000 + skew,
      complete: true,
    });

  describe('what it sends', () => {
    it('is a client credentials request with a signed assertion', async () => {
      assert.deepEqual(await get(), { kind: 'token', token: 'token-1' });
      const [request] = platform.received;
      assert.equal(request?.method, 'POST');
      assert.equal(request.url, '/mod/lti/token.php');
      assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
      const { client_assertion: _assertion, ...rest } = Object.fromEntries(form());
      assert.deepEqual(rest, {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        scope: SCORE,
      });
    });

    it('names client, audience, key and times', async () => {
      await get();
      const { header, payload } = assertion();
      assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: 'key-1' });
      const seconds = Math.floor(NOW.getTime() / 1000);
      assert.deepEqual(payload, {
        iss: 'client-1',
        sub: 'client-1',
        aud: registration.tokenUrl,
        iat: seconds - 10,
        exp: seconds + 110,
        jti: 'jti-1',
      });
    });

    it('goes to another audience where the platform wants one', async () => {
      registration = { ...registration, tokenAudience: 'https://auth.lms.example/oauth2' };
      await get();
      const { payload } = assertion();
      assert.equal((payload as jwt.JwtPayload).aud, 'https://auth.lms.example/oauth2');
    });

    it('never repeats its id', async () => {
      await get();
      await get('token-1');
      const ids = [0, 1].map((index) => (assertion(index).payload as jwt.JwtPayload).jti);
      assert.equal(new Set(ids).size, 2);
    });

    it('names each scope once, in one order', async () => {
      await services.tokens.get(registration, [SCORE, RESULT, SCORE]);
      await services.tokens.get(registration, [RESULT, SCORE]);
      assert.equal(form().get('scope'), `${RESULT} ${SCORE}`);
      assert.equal(platform.received.length, 1);
    });
  });

  describe('what it keeps', () => {
    it('asks once for a class of scores', async () => {
      const outcomes = await Promise.all(Array.from({ length: 36 }, () => get()));
      assert.ok(outcomes.every((outcome) => outcome.kind === 'token' && outcome.token === 'token-1'));
      assert.equal(platform.received.length, 1);
    });

    it('asks once for each set of scopes', async () => {
      await Promise.all([get(), services.tokens.get(registration, [RESULT])]);
      assert.equal(platform.received.length, 2);
    });

    it('asks once for each registration', async () => {
      await Promise.all([get(), services.tokens.get({ ...registration, id: 'other' }, [SCORE])]);
      assert.equal(platform.received.length, 2);
    });

    it('keeps a token until a minute before it expires', async () => {
      numbered();
      await get();
      pass(3600 - 61);
      assert.deepEqual(await get(), { kind: 'token', token: 'token-1' });
      pass(2);
      assert.deepEqual(await get(), { kind: 'token', token: 'token-2' });
    });

    it('keeps a short-lived token for half of its life', async () => {
      let n = 0;
      platform.answer = () => tokenReply(`token-${(n += 1)}`, 60);
      await get();
      pass(29);
      assert.deepEqual(await get(), { kind: 'token', token: 'token-1' });
      pass(2);
      assert.deepEqual(await get(), { kind: 'token', token: 'token-2' });
    });

    it('shares tokens with other processes through the store', async () => {
      await get();
      const other = servicesFor(() => registration, { store, now: () => clock });
      assert.deepEqual(await other.tokens.get(registration, [SCORE]), { kind: 'token', token: 'token-1' });
      assert.equal(platform.received.length, 1);
      await other.http.close();
    });

    it('keeps no failure', async () => {
      platform.answer = () => ({ status: 503 });
      assert.equal((await get()).kind, 'failed');
      platform.answer = () => tokenReply();
      assert.equal((await get()).kind, 'token');
    });
  });

  describe('after a 401', () => {
    it('asks for another token', async () => {
      numbered();
      await get();
      assert.deepEqual(await get('token-1'), { kind: 'token', token: 'token-2' });
      assert.deepEqual(await get(), { kind: 'token', token: 'token-2' });
      assert.deepEqual(
        [...store.tokens.values()].map(({ token }) => token),
        ['token-2'],
      );
    });

    it('asks once, however many calls were refused', async () => {
      numbered();
      await get();
      const outcomes = await Promise.all(Array.from({ length: 36 }, () => get('token-1')));
      assert.ok(outcomes.every((outcome) => outcome.kind === 'token' && outcome.token === 'token-2'));
      assert.deepEqual(await get('token-1'), { kind: 'token', token: 'token-2' });
      assert.equal(platform.received.length, 2);
    });

    it('takes the token that another process has renewed meanwhile', async () => {
      numbered();
      await get();
      const [kept] = store.tokens.values();
      assert.ok(kept);
      await store.put({ ...kept, token: 'renewed elsewhere' });
      assert.deepEqual(await get('token-1'), { kind: 'token', token: 'renewed elsewhere' });
      assert.equal(platform.received.length, 1);
    });
  });

  describe('what it reads', () => {
    const expiry = () => ([...store.tokens.values()][0]?.expiresAt.getTime() ?? 0) - NOW.getTime();

    const lifetimes: [string, unknown, number][] = [
      ['a number', 600, 540],
      ['a number in quotes', '600', 540],
      ['nothing', undefined, 3540],
      ['nonsense', 'soon', 3540],
      ['zero', 0, 3540],
      ['a century', 3_000_000_000, 3540],
    ];
    for (const [name, expiresIn, kept] of lifetimes) {
      it(`takes ${name} for a lifetime`, async () => {
        platform.answer = () => tokenReply('token-1', expiresIn);
        assert.equal((await get()).kind, 'token');
        assert.equal(expiry(), kept * 1000);
      });
    }

    const unauthorized = { kind: 'failed', reason: 'unauthorized', temporary: true };
    const serverError = { kind: 'failed', reason: 'serverError', temporary: true };
    const failures: [string, Answer, object][] = [
      [
        'an unknown scope, as Moodle tells it',
        { status: 400, body: '{\r\n  "error" : "invalid_scope"\r\n}' },
        { ...unauthorized, status: 400 },
      ],
      [
        'an unknown client',
        { status: 401, body: '{"error":"invalid_client"}' },
        { ...unauthorized, status: 401 },
      ],
      ['a forbidden client', { status: 403 }, { ...unauthorized, status: 403 }],
      ['an address that is gone', { status: 404 }, { ...unauthorized, status: 404 }],
      ['a redirect', { status: 303, headers: { location: '/login' } }, { ...unauthorized, status: 303 }],
      ['a broken platform', { status: 500 }, { ...serverError, status: 500 }],
      [
        'a platform in maintenance',
        { status: 503, headers: { 'retry-after': '120' } },
        { ...serverError, status: 503, retryAfterSeconds: 120 },
      ],
      [
        'a platform that limits its callers',
        { status: 429, headers: { 'retry-after': '7' } },
        { kind: 'failed', reason: 'rateLimited', temporary: true, status: 429, retryAfterSeconds: 7 },
      ],
      ['a page', { body: '<html>' }, { ...serverError, status: 200 }],
      ['an answer without a token', { body: '{"token_type":"Bearer"}' }, { ...serverError, status: 200 }],
      ['an empty token', { body: '{"access_token":""}' }, { ...serverError, status: 200 }],
    ];
    for (const [name, answer, expected] of failures) {
      it(`tells of ${name}`, async () => {
        platform.answer = () => answer;
        assert.deepEqual(await get(), expected);
        assert.equal(store.tokens.size, 0);
      });
    }

    it('tells of a platform that is down', async () => {
      await platform.close();
      assert.deepEqual(await get(), { kind: 'failed', reason: 'unreachable', temporary: true });
    });

    it('asks nothing without a key', async () => {
      registration = { ...registration, keyId: 'lost' };
      assert.deepEqual(await get(), unauthorized);
      assert.equal(platform.received.length, 0);
    });
  });
});
