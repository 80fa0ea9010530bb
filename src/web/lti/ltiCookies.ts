import { createHash } from 'node:crypto';
import type { CookieOptions } from 'express';

/**
 * Cookies that work inside a platform's frame. `SameSite=None; Secure` alone dies where third-party cookies are
 * blocked; with `Partitioned` it lives in every mode that Chromium has. Browsers take `Secure` on http://localhost.
 */
export function frameCookie(path: string, maxAgeSeconds?: number): CookieOptions {
  return {
    httpOnly: true,
    secure: true,
    sameSite: 'none',
    partitioned: true,
    path,
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds * 1000 }),
  };
}

/** One cookie a login, so that two can be under way in one browser. */
export function loginCookieName(state: string): string {
  return `attendus_login_${createHash('sha256').update(state).digest('base64url').slice(0, 16)}`;
}
