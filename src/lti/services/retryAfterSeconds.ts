/**
 * The platform's own wish for when to come back (RFC 9110 §10.2.3): seconds, or a date.
 *
 * @returns whole seconds, at least 0; undefined without a wish that can be read.
 */
export function retryAfterSeconds(headers: Headers, now: Date): number | undefined {
  const wish = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(wish)) return Number(wish);
  // A bare number would be read as a year.
  const date = /[a-z]/i.test(wish) ? Date.parse(wish) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
