import assert from 'node:assert/strict';
import express from 'express';
import request from 'supertest';
import { errorHandler } from '../../../src/web/errorHandler.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { language } from '../../../src/web/language.js';
import { securityHeaders } from '../../../src/web/securityHeaders.js';
import { sameOrigin } from '../../../src/web/session/sameOrigin.js';
import { teacherSession } from '../../support/launchSessions.js';

const root = new URL('../../../', import.meta.url);

describe('sameOrigin', () => {
  const app = express();
  app.use(securityHeaders('https://attendus.example'));
  app.use(language(createTranslations(new URL('config/locales/', root), () => {})));
  app.use(express.urlencoded({ extended: false }));
  app.use((_req, res, next) => {
    res.locals['session'] = teacherSession;
    next();
  });
  app.use(sameOrigin('https://attendus.example'));
  app.use((_req, res) => res.json('done'));
  app.use(errorHandler({ info() {}, warn() {}, error() {} }));

  const { csrfToken } = teacherSession;
  const post = (headers: Record<string, string>, token: string | null = csrfToken) =>
    request(app)
      .post('/')
      .set('Accept', 'application/json')
      .set(headers)
      .type('form')
      .send(token === null ? {} : { _csrf: token });

  const allowed: readonly Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'https://attendus.example' },
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' },
    { Referer: 'https://attendus.example/s/1/learners/5' },
  ];
  for (const headers of allowed) {
    it(`lets a form with its token in: ${JSON.stringify(headers)}`, () => post(headers).expect(200));
  }

  const refused: readonly Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://attendus.example' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { Origin: 'https://attendus.example.evil.example' },
    { Origin: 'https://attendus.example:8443' },
    { Origin: 'http://attendus.example' },
    { Origin: 'null' },
    { Origin: 'null', Referer: 'https://attendus.example/' },
    { Referer: 'https://evil.example/?https://attendus.example/' },
    { Referer: 'attendus.example' },
    {},
  ];
  for (const headers of refused) {
    it(`refuses another's page, even with the token: ${JSON.stringify(headers)}`, async () => {
      const { body } = await post(headers).expect(403);
      assert.equal((body as { error: string }).error, 'CROSS_SITE_REQUEST');
    });
  }

  it('refuses a wrong, a shorter or no token', async () => {
    for (const token of ['other', csrfToken.slice(0, -1), `${csrfToken}x`, '', null]) {
      await post({ Origin: 'https://attendus.example' }, token).expect(403);
    }
  });

  it('refuses two tokens, which are no text', () =>
    request(app)
      .post('/')
      .set('Accept', 'application/json')
      .set('Origin', 'https://attendus.example')
      .type('form')
      .send(`_csrf=${csrfToken}&_csrf=${csrfToken}`)
      .expect(403));

  it("takes a script's token from its header", () =>
    request(app)
      .post('/')
      .set('Origin', 'https://attendus.example')
      .set('X-CSRF-Token', csrfToken)
      .type('form')
      .send({})
      .expect(200));

  it('asks nothing of what only reads', () =>
    request(app).get('/').set('Sec-Fetch-Site', 'cross-site').expect(200));

  it('has pages whose forms tell their origin', async () => {
    // Under `no-referrer` browsers would send `Origin: null` (Fetch standard, « append a request Origin header »).
    const { headers } = await request(app).get('/');
    assert.equal(headers['referrer-policy'], 'same-origin');
  });
});
