import type { Request, Response } from 'express';
import { parseCookie } from 'cookie';
import { randomText, userOf, type Lms } from '../lms.js';
import type { LmsSession, User } from './state.js';

export const SESSION_COOKIE = 'demo_lms_session';

/** Nobody proves who they are: it is a demonstration. */
export function signIn(lms: Lms, userId: string): LmsSession {
  const session: LmsSession = {
    id: lms.randomBytes(16).toString('hex'),
    userId: userOf(lms.state, userId).id,
    sessionKey: randomText(lms, 10),
    launches: new Map(),
  };
  lms.state.sessions.set(session.id, session);
  return session;
}

export function sessionOf({ state }: Lms, req: Request): LmsSession | undefined {
  const id = parseCookie(req.headers.cookie ?? '')[SESSION_COOKIE];
  return id === undefined ? undefined : state.sessions.get(id);
}

export function userOfRequest(lms: Lms, req: Request): User | undefined {
  const session = sessionOf(lms, req);
  return session && userOf(lms.state, session.userId);
}

/** Lax, as an LMS on plain http has it: requests that a tool's page starts come without it. */
export const keepSession = (res: Response, session: LmsSession) =>
  res.cookie(SESSION_COOKIE, session.id, { httpOnly: true, sameSite: 'lax', path: '/' });
