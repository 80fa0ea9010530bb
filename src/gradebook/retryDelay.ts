const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 30 * 60;
const LONGEST_WISH_SECONDS = 24 * 3600;

/**
 * Seconds to wait after a temporary failure: doubling from 5 s to half an hour, with jitter over the upper half
 * so that a class of failed scores does not come back as one wave. `Retry-After` is respected, up to a day, and
 * spread over a tenth more.
 *
 * @param attempts failed tries so far, at least 1.
 * @param random from 0 to 1.
 */
export function retryDelaySeconds(attempts: number, random: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempts - 1));
  const wish = Math.min(LONGEST_WISH_SECONDS, retryAfterSeconds);
  return Math.max(wish * (1 + random / 10), ceiling * (0.5 + random / 2));
}

/** After this many temporary failures (a day and a half) the teacher is told that it was given up. */
export const MAXIMUM_ATTEMPTS = 100;
