import assert from 'node:assert/strict';
import express, { type Express } from 'express';
import request from 'supertest';
import { ToolError } from '../../../src/errors.js';
import { securityHeaders } from '../../../src/web/securityHeaders.js';
import { sameOrigin } from '../../../src/web/session/sameOrigin.js';
import { teacherSession } from '../../support/launchSessions.js';

const ADDRESS = 'https://attendus.example';
const session = teacherSession;

function guarded(): Express {
  const app = express();
  app.use(securityHeaders(ADDRESS));
  app.use((_req, res, next) => {
    res.locals['session'] = session;
    next();
  });
  app.use(sameOrigin(ADDRESS));
  app.use((_req, res) => {
    res.json({});
  });
  app.use(((error, _req, res, _next) => {
    res.status(error instanceof ToolError ? error.status : 500).end();
  }) as express.ErrorRequestHandler);
  return app;
}

describe('sameOrigin', () => {
  const posted = async (headers: Record<string, string>) =>
    (await request(guarded()).post('/').set('x-csrf-token', session.csrfToken).set(headers)).status;

  it('lets our own pages in, where the browser tells the site of a request', async () => {
    assert.equal(await posted({ 'sec-fetch-site': 'same-origin' }), 200);
    for (const site of ['same-site', 'cross-site', 'none']) {
      assert.equal(await posted({ 'sec-fetch-site': site }), 403, site);
    }
  });

  it('lets our own pages in, where the browser tells its origin alone', async () => {
    assert.equal(await posted({ origin: ADDRESS }), 200);
    for (const origin of ['https://evil.example', 'https://attendus.example:8443', 'null']) {
      assert.equal(await posted({ origin }), 403, origin);
    }
  });

  it('has pages whose forms tell their origin', async () => {
    // Under `no-referrer` browsers would send `Origin: null` (Fetch standard, « append a request Origin header »).
    const { headers } = await request(guarded()).get('/');
    assert.equal(headers['referrer-policy'], 'same-origin');
  });
});
