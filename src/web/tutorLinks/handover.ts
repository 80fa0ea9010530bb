import { parse as parseCookies } from 'cookie';
import type { Request, Response } from 'express';
import { readCode } from '../../evaluation/tutor/linkCode.js';
import { readToken } from '../../evaluation/tutor/linkToken.js';
import type { GivenSecrets } from '../../evaluation/tutor/makeTutorLink.js';
import type { CodeSeal, TutorLink } from '../../evaluation/tutor/tutorLink.js';
import { frameCookie } from '../lti/ltiCookies.js';
import { sha256 } from '../release/sha256.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';

/** Long enough to print the invitation, copy the address and write the mail. */
const HANDOVER_SECONDS = 1800;

const HANDOVER_COOKIE = 'attendus_invitation';

/** Where a link's own pages live; its secrets are sent back there alone. */
export const linkPath = (res: Response, id: string): string => `${sessionPath(sessionOf(res))}/tutors/${id}`;

/**
 * Has the teacher's browser keep what was just made, for the pages that show it: address and code are stored nowhere
 * else, and a page can be loaded again and printed.
 */
export function handOver(res: Response, id: string, { token, code }: GivenSecrets): void {
  res.cookie(HANDOVER_COOKIE, `${token}.${code}`, frameCookie(linkPath(res, id), HANDOVER_SECONDS));
}

/** What was handed over, if it still is the link's. */
export function handedOver(req: Request, link: TutorLink, codeSeal: CodeSeal): GivenSecrets | undefined {
  const [written = '', digits = ''] = (parseCookies(req.headers.cookie ?? '')[HANDOVER_COOKIE] ?? '').split(
    '.',
  );
  const [token, code] = [readToken(written), readCode(digits)];
  if (token === undefined || code === undefined) return undefined;
  return sha256(token) === link.tokenHash && codeSeal.matches(code, link) ? { token, code } : undefined;
}
