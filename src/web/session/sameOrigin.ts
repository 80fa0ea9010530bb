import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { CrossSiteRequest } from '../../errors.js';
import { sessionOf } from './sessionGuard.js';

/**
 * Lets a state-changing request in when it carries the session's synchronizer token (form field `_csrf`, or
 * header `X-CSRF-Token` for scripts) and comes from one of our own pages.
 *
 * @param csrfTokenOf what the session's forms carry; undefined where there is no session that one could act for.
 * @throws {CrossSiteRequest} otherwise.
 */
export function sameOrigin(
  url: string,
  csrfTokenOf: (res: Response) => string | undefined = (res) => sessionOf(res).csrfToken,
): RequestHandler {
  const { origin } = new URL(url);
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    if (!fromOurPages(req, origin)) throw new CrossSiteRequest('the request comes from another site');
    const expected = csrfTokenOf(res);
    if (expected !== undefined && !sameToken(tokenOf(req), expected))
      throw new CrossSiteRequest('wrong form token');
    next();
  };
}

/** By the header that says most; browsers too old for the first two still send the third. */
function fromOurPages(req: Request, origin: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const from = req.get('origin') ?? originOf(req.get('referer'));
  return from === origin;
}

const originOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;

function tokenOf(req: Request): unknown {
  return req.get('x-csrf-token') ?? (req.body as Record<string, unknown> | undefined)?.['_csrf'];
}

function sameToken(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
