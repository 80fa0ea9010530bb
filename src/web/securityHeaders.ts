import helmet from 'helmet';
import type { RequestHandler, Response } from 'express';

/** What a page may add to the strict default: who frames it, and where its form goes. */
export interface FramePolicy {
  /** Origins, or nobody; `undefined`: anyone, for pages before a session, which hold but a message and a link. */
  readonly frameAncestors: readonly string[] | undefined;
  readonly formAction?: string;
}

/** Headers that every answer carries. HSTS only where the public address is https. */
export function securityHeaders(url: string): RequestHandler {
  return helmet({
    contentSecurityPolicy: false, // set by page, see contentSecurityPolicy()
    xFrameOptions: false, // frame-ancestors says it, and knows more than one origin
    crossOriginOpenerPolicy: false, // a launch opened in a new window goes back to the platform's window
    // Not `no-referrer`: forms would say `Origin: null`, and browsers without Sec-Fetch-Site (Safari before 16.4)
    // could not show that a form is ours.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: url.startsWith('https:') && { maxAge: 31536000 },
  });
}

function contentSecurityPolicy({ frameAncestors, formAction }: FramePolicy): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${["'self'", ...(formAction ? [formAction] : [])].join(' ')}`,
    ...(frameAncestors ? [`frame-ancestors ${framers(frameAncestors)}`] : []),
  ].join('; ');
}

const framers = (ancestors: readonly string[]): string =>
  ancestors.length > 0 ? ancestors.join(' ') : "'none'";

export function setFramePolicy(res: Response, policy: FramePolicy): void {
  res.setHeader('Content-Security-Policy', contentSecurityPolicy(policy));
}
