import { parse as parseCookies } from 'cookie';
import type { CookieOptions, RequestHandler, Response } from 'express';
import { TutorLinkEnded } from '../../errors.js';
import { readToken } from '../../evaluation/tutor/linkToken.js';
import { isAlive, linkState, type TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { TutorSession } from '../../evaluation/tutor/tutorSession.js';
import { sha256 } from '../release/sha256.js';
import { wordsOf } from '../language.js';
import { setFramePolicy } from '../securityHeaders.js';
import type { TutorEntry } from './tutorEntry.js';
import type { TutorServices } from './tutorServices.js';
import { tutorShell } from './tutorShell.js';

export const TUTOR_COOKIE = 'attendus_tutor';

/**
 * Lets a request under `/t/:token` in when the token is that of a link that lives. Addresses that never led
 * anywhere, expired, were revoked or are locked get one and the same answer.
 *
 * @throws {TutorLinkEnded}
 */
export function tutorGate(services: TutorServices): RequestHandler<{ token: string }> {
  return async (req, res, next) => {
    protect(res);
    const token = readToken(req.params.token);
    if (token === undefined) throw new TutorLinkEnded('no token');
    const base = `/t/${token}`;
    // Typed from paper; the session's cookie knows one spelling.
    if (token !== req.params.token && req.method === 'GET') return res.redirect(303, base);

    const now = services.now();
    const link = await services.tutorLinks.findByToken(sha256(token));
    if (!link || !isAlive(link, now)) throw new TutorLinkEnded('no such link, or it has ended');
    const session = await sessionBehind(req.headers.cookie, link, services);
    if (!session && linkState(link, now) === 'locked') throw new TutorLinkEnded('the link is locked');
    enterAs(res, { link, base, ...(session && { session }) });
    next();
  };
}

/** Nobody frames, stores, indexes or is told of these pages' addresses. */
function protect(res: Response): void {
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Robots-Tag', 'noindex, nofollow');
  setFramePolicy(res, { frameAncestors: [] });
}

async function sessionBehind(
  cookies: string | undefined,
  { id, tokenHash }: TutorLink,
  { tutorSessions, now }: TutorServices,
): Promise<TutorSession | undefined> {
  const cookie = parseCookies(cookies ?? '')[TUTOR_COOKIE];
  const session = cookie ? await tutorSessions.get(sha256(cookie), now()) : undefined;
  return session?.linkId === id && session.tokenHash === tokenHash ? session : undefined;
}

/** From here on the answer knows who is there, and its pages show it. */
export function enterAs(res: Response, entry: TutorEntry): void {
  res.locals['tutorEntry'] = entry;
  res.locals['shell'] = tutorShell(entry, wordsOf(res));
}

/** The link that `tutorGate` let in, and its session once the code was given. */
export function entryOf(res: Response): TutorEntry {
  const entry: unknown = res.locals['tutorEntry'];
  if (!entry) throw new Error('the route is not behind tutorGate');
  return entry as TutorEntry;
}

/** `Lax`, so that a link in a mail opens the session that is there. Browsers take `Secure` on http://localhost. */
export const tutorCookie = (base: string): CookieOptions => ({
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path: base,
});
