import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import express, { Router } from 'express';
import request from 'supertest';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import { errorHandler } from '../../../src/web/errorHandler.js';
import { createTranslations } from '../../../src/web/i18n.js';
import { language } from '../../../src/web/language.js';
import { only } from '../../../src/web/session/rights.js';
import { SESSION_COOKIE, sessionGuard, sessionOf } from '../../../src/web/session/sessionGuard.js';
import { teacherSession } from '../../support/launchSessions.js';

const root = new URL('../../../', import.meta.url);
const SECRET = 'the cookie';

describe('sessionGuard', () => {
  let session: LaunchSession;
  let now: Date;
  let extensions: Date[];

  beforeEach(() => {
    const cookieHash = createHash('sha256').update(SECRET).digest('base64url');
    session = { ...teacherSession, cookieHash };
    now = new Date('2040-01-15T08:05:00Z');
    extensions = [];
  });

  const app = express();
  app.use(language(createTranslations(new URL('config/locales/', root), () => {})));
  const pages = Router({ mergeParams: true });
  pages.use(
    sessionGuard({
      now: () => now,
      sessions: {
        add: async () => {},
        get: async (id, at) => (id === session.id && session.expiresAt > at ? session : undefined),
        extend: async (_id, expiresAt) => void extensions.push(expiresAt),
      },
    }),
  );
  pages.get('/page', (_req, res) => res.json(sessionOf(res).user));
  pages.get('/learners', only('learner', 'mentor'), (_req, res) => res.json('theirs'));
  app.use('/s/:session', pages);
  app.use(errorHandler({ info() {}, warn() {}, error() {} }));

  const get = (path: string, cookie = `${SESSION_COOKIE}=${encodeURIComponent(SECRET)}`) =>
    request(app).get(path).set('Accept', 'application/json').set('Cookie', cookie);

  it('lets the cookie of the session in', async () => {
    const { body, headers } = await get('/s/session-1/page').expect(200);
    assert.deepEqual(body, session.user);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(String(headers['content-security-policy']), /frame-ancestors https:\/\/moodle\.example$/);
  });

  it('tells the same of an unknown session, a wrong cookie and none', async () => {
    const answers = [
      await get('/s/session-2/page').expect(401),
      await get('/s/session-1/page', `${SESSION_COOKIE}=other`).expect(401),
      await get('/s/session-1/page', 'else=1').expect(401),
      await get('/s/session-1/page', `${SESSION_COOKIE}=`).expect(401),
    ];
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  });

  it('lets nobody in once the session has ended', async () => {
    now = session.expiresAt;
    await get('/s/session-1/page').expect(401);
  });

  it('moves the idle limit, at most every ten minutes', async () => {
    now = new Date('2040-01-15T08:10:00Z');
    await get('/s/session-1/page').expect(200);
    assert.deepEqual(extensions, []);
    now = new Date('2040-01-15T08:10:01Z');
    await get('/s/session-1/page').expect(200);
    assert.deepEqual(extensions, [new Date('2040-01-15T16:10:01Z')]);
  });

  it('moves no limit for a stranger', async () => {
    now = new Date('2040-01-15T12:00:00Z');
    await get('/s/session-1/page', '').expect(401);
    assert.deepEqual(extensions, []);
  });

  it('opens a page to its roles alone', async () => {
    await get('/s/session-1/learners').expect(403);
    session = { ...session, role: 'mentor' };
    await get('/s/session-1/learners').expect(200);
    session = { ...session, role: 'guest' };
    await get('/s/session-1/learners').expect(403);
  });
});
