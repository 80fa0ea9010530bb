import { createHash, timingSafeEqual } from 'node:crypto';
import { parse as parseCookies } from 'cookie';
import type { RequestHandler, Response } from 'express';
import { SessionExpired } from '../../errors.js';
import {
  SESSION_IDLE_SECONDS,
  type LaunchSession,
  type LaunchSessionStore,
} from '../../platform/launchSession.js';
import { setFramePolicy } from '../securityHeaders.js';

export const SESSION_COOKIE = 'attendus_session';

/** The idle limit moves at most this often, so that reading a page writes nothing. */
const EXTEND_AFTER_SECONDS = 600;

interface GuardServices {
  sessions: LaunchSessionStore;
  now: () => Date;
}

/**
 * Lets a request under `/s/:session` in when its cookie proves that session.
 * @throws {SessionExpired} otherwise, without telling whether the session exists.
 */
export function sessionGuard({ sessions, now }: GuardServices): RequestHandler<{ session: string }> {
  return async (req, res, next) => {
    const at = now();
    const session = await sessions.get(req.params.session, at);
    const cookie = parseCookies(req.headers.cookie ?? '')[SESSION_COOKIE];
    if (!session || !proves(cookie, session)) throw new SessionExpired('no session behind the cookie');

    await extendWhenOld(session, sessions, at);
    res.locals['session'] = session;
    res.locals['locale'] = session.locale;
    res.setHeader('Cache-Control', 'no-store');
    setFramePolicy(res, { frameAncestors: session.platform.origins });
    next();
  };
}

/** The session that `sessionGuard` let in. */
export function sessionOf(res: Response): LaunchSession {
  const session: unknown = res.locals['session'];
  if (!session) throw new Error('the route is not behind sessionGuard');
  return session as LaunchSession;
}

/** Path under which a session's pages live. */
export const sessionPath = (session: LaunchSession): string => `/s/${session.id}`;

function proves(cookie: string | undefined, session: LaunchSession): boolean {
  if (!cookie) return false;
  const hash = createHash('sha256').update(cookie).digest();
  const expected = Buffer.from(session.cookieHash, 'base64url');
  return hash.length === expected.length && timingSafeEqual(hash, expected);
}

async function extendWhenOld(session: LaunchSession, sessions: LaunchSessionStore, at: Date): Promise<void> {
  const limit = new Date(at.getTime() + SESSION_IDLE_SECONDS * 1000);
  const gainedSeconds = (limit.getTime() - session.expiresAt.getTime()) / 1000;
  if (gainedSeconds > EXTEND_AFTER_SECONDS) await sessions.extend(session.id, limit);
}
