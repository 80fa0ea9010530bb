import assert from 'node:assert/strict';
import express from 'express';
import request from 'supertest';
import { readConfig } from '../../../src/config.js';
import type { LaunchGate, LoginRequest } from '../../../src/platform/launchGate.js';
import { errorHandler } from '../../../src/web/errorHandler.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { language } from '../../../src/web/language.js';
import { loginCookieName } from '../../../src/web/lti/ltiCookies.js';
import { ltiRoutes } from '../../../src/web/lti/ltiRoutes.js';
import { teacherSession } from '../../support/launchSessions.js';
import { useViews } from '../../../src/web/viewEngine.js';

const root = new URL('../../../', import.meta.url);
const PLATFORM = 'https://moodle.example/mod/lti/auth.php?state=s';

describe('ltiRoutes', () => {
  let asked: LoginRequest[];
  let launched: { form: Readonly<Record<string, unknown>>; secret: string | undefined }[];

  const gate: LaunchGate = {
    async startLogin(login) {
      asked.push(login);
      const next = login.cookieInDoubt
        ? { kind: 'checkCookie' as const }
        : { kind: 'authorize' as const, url: PLATFORM };
      return { state: 's', browserSecret: 'secret', next };
    },
    cookieHeld: async (_state, secret) => (secret === 'secret' ? PLATFORM : undefined),
    continueInNewWindow: async () => ({ url: PLATFORM, browserSecret: 'second' }),
    async openLaunch(form, secretFor) {
      launched.push({ form, secret: secretFor('s') });
      return { session: teacherSession, cookie: 'session-secret' };
    },
  };

  const appWith = (launchesPerMinute: number) => {
    const app = express();
    app.set('trust proxy', 1);
    app.set('query parser', 'simple');
    useViews(app, new URL('views', root).pathname);
    app.locals['asset'] = (file: string) => file;
    app.locals['importedModules'] = () => [];
    app.locals['shell'] = undefined;
    app.use(
      language(
        createTranslations(new URL('config/locales/', root), (key) => {
          throw new Error(key);
        }),
      ),
    );
    app.use(
      '/lti',
      ltiRoutes({
        launchesPerMinute,
        gate,
        keySet: async () => ({ keys: [{ kid: 'key-1' }] }),
        firstPage: async () => '/class',
        registerDynamically: async () => ({ name: 'Moodle', active: true }),
      }),
    );
    app.use(errorHandler({ info() {}, warn() {}, error() {} }));
    return app;
  };
  const app = appWith(1000);

  beforeEach(() => {
    asked = [];
    launched = [];
  });

  const cookiesOf = ({ headers }: request.Response) => [headers['set-cookie'] ?? []].flat().map(String);

  describe('/lti/login', () => {
    const login = (headers: Record<string, string> = {}) =>
      request(app).post('/lti/login').set(headers).type('form').send({ iss: 'https://moodle.example' });

    const doubts: readonly (readonly [headers: Record<string, string>, inDoubt: boolean])[] = [
      [{ 'Sec-Fetch-Dest': 'document' }, false],
      [{ 'Sec-Fetch-Dest': 'iframe' }, true],
      [{ 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Storage-Access': 'none' }, true],
      [{ 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Storage-Access': 'inactive' }, true],
      [{ 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Storage-Access': 'active' }, false],
      [{}, true],
    ];
    for (const [headers, inDoubt] of doubts) {
      it(`${inDoubt ? 'checks the cookie' : 'goes straight on'} with ${JSON.stringify(headers)}`, async () => {
        const { headers: answer } = await login(headers).expect(303);
        assert.equal(answer['location'], inDoubt ? '/lti/login/check?state=s' : PLATFORM);
      });
    }

    it('sets a cookie of this login alone, for ten minutes, that lives in a frame', async () => {
      const [cookie = ''] = cookiesOf(await login());
      assert.ok(cookie.startsWith(`${loginCookieName('s')}=secret; `), cookie);
      for (const part of ['Max-Age=600', 'Path=/lti', 'HttpOnly', 'Secure', 'Partitioned', 'SameSite=None']) {
        assert.ok(cookie.includes(part), `${part} in ${cookie}`);
      }
    });

    it('takes a GET as well', async () => {
      await request(app).get('/lti/login').query({ iss: 'https://moodle.example' }).expect(303);
      assert.deepEqual({ ...asked[0]?.parameters }, { iss: 'https://moodle.example' });
    });

    it('takes nothing but a form', async () => {
      await request(app).post('/lti/login').send({ iss: 'x' }).expect(400);
      assert.equal(asked.length, 0);
    });

    it('is never cached', async () => {
      assert.equal((await login()).headers['cache-control'], 'no-store');
    });
  });

  describe('/lti/login/check', () => {
    const check = (cookie: string) => request(app).get('/lti/login/check?state=s').set('Cookie', cookie);

    it('goes to the platform with the cookie', () =>
      check(`${loginCookieName('s')}=secret`)
        .expect(303)
        .expect('Location', PLATFORM));

    it('offers a window without it', async () => {
      const { text } = await check('else=1').expect(200);
      assert.match(text, /href="\/lti\/login\/window\?state=s" target="_blank"/);
    });

    it('needs one state', async () => {
      await request(app).get('/lti/login/check').expect(400);
      await request(app).get('/lti/login/check?state=a&state=b').expect(400);
    });
  });

  describe('/lti/login/window', () => {
    it("ties the login to the window's own cookie and goes on", async () => {
      const answer = await request(app).get('/lti/login/window?state=s').expect(303);
      assert.equal(answer.headers['location'], PLATFORM);
      assert.ok(cookiesOf(answer)[0]?.startsWith(`${loginCookieName('s')}=second; `));
    });
  });

  describe('POST /lti/launch', () => {
    const launch = () =>
      request(app)
        .post('/lti/launch')
        .set('Cookie', `${loginCookieName('s')}=secret`)
        .type('form')
        .send({ id_token: 'token', state: 's' });

    it('gives the gate the form and the cookie of its state', async () => {
      await launch().expect(303);
      assert.deepEqual(
        launched.map(({ form, secret }) => [{ ...form }, secret]),
        [[{ id_token: 'token', state: 's' }, 'secret']],
      );
    });

    it("opens the session's first page, with a cookie for its path alone", async () => {
      const answer = await launch().expect(303).expect('Location', '/s/session-1/class');
      const [gone = '', session = ''] = cookiesOf(answer);
      assert.match(gone, /^attendus_login_[\w-]+=; Path=\/lti; Expires=Thu, 01 Jan 1970/);
      assert.match(session, /^attendus_session=session-secret; Path=\/s\/session-1; HttpOnly; Secure;/);
      assert.doesNotMatch(session, /Max-Age|Expires/);
    });

    it('refuses other methods in words', async () => {
      for (const method of ['get', 'put', 'delete'] as const) {
        const { text } = await request(app)[method]('/lti/launch').expect(400);
        assert.match(text, /BAD_REQUEST/);
      }
    });
  });

  describe('limits of a minute', () => {
    const LIMIT = 4;
    const asked429 = /Trop de demandes en même temps.*TOO_MANY_REQUESTS/s;
    let limited: ReturnType<typeof appWith>;
    beforeEach(() => {
      limited = appWith(LIMIT);
    });

    const login = (address: string, client = 'c1') =>
      request(limited)
        .post('/lti/login')
        .set('X-Forwarded-For', address)
        .type('form')
        .send({ iss: 'https://moodle.example', client_id: client });
    const launchFrom = (address: string) =>
      request(limited).post('/lti/launch').set('X-Forwarded-For', address).type('form').send({ state: 's' });

    it('let six hundred launches from one address through, cookie check and all', async () => {
      limited = appWith(
        readConfig({ ATTENDUS_SECRET: 'a secret of thirty-two bytes or more' }).launchesPerMinute,
      );
      for (let i = 0; i < 600; i += 1) {
        await login('192.0.2.1').expect(303);
        await request(limited)
          .get('/lti/login/check?state=s')
          .set('X-Forwarded-For', '192.0.2.1')
          .expect(200);
        await launchFrom('192.0.2.1').expect(303);
      }
    }).timeout(30_000);

    it('answer in words beyond them, and ask the gate nothing', async () => {
      for (let i = 0; i < LIMIT; i += 1) await launchFrom('192.0.2.1').expect(303);
      const { text, headers } = await launchFrom('192.0.2.1').expect(429);
      assert.match(text, asked429);
      assert.ok(Number(headers['retry-after']) <= 60, String(headers['retry-after']));
      assert.equal(launched.length, LIMIT);
    });

    it('hold for one address, and leave the others alone', async () => {
      for (let i = 0; i < LIMIT; i += 1) await launchFrom('192.0.2.1');
      await launchFrom('192.0.2.1').expect(429);
      await launchFrom('192.0.2.2').expect(303);
    });

    it('hold for one registration from many addresses, and leave the others alone', async () => {
      for (let i = 0; i < LIMIT * 3; i += 1) await login(`192.0.2.${i}`).expect(303);
      await login('192.0.2.100').expect(429);
      await login('192.0.2.100', 'c2').expect(303);
    });

    it('are counted for a network of IPv6 addresses as one', async () => {
      for (let i = 0; i < LIMIT; i += 1) await launchFrom(`2001:db8:1:1::${i + 1}`).expect(303);
      await launchFrom('2001:db8:1:1::ffff').expect(429);
    });
  });

  it('gives the key set to platforms, for five minutes', async () => {
    const { body, headers } = await request(app).get('/lti/keys').expect(200);
    assert.deepEqual(body, { keys: [{ kid: 'key-1' }] });
    assert.equal(headers['cache-control'], 'public, max-age=300');
  });

  it('shows nothing of registration without a link', () => request(app).get('/lti/register').expect(404));
});
