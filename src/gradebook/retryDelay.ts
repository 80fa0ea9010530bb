const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 30 * 60;

/**
 * Seconds to wait after a temporary failure: doubling from 5 s to half an hour, with « full jitter » over its
 * upper half so that a class of failed scores does not come back as one wave. `Retry-After` is respected.
 *
 * @param attempts failed tries so far, at least 1.
 * @param random from 0 to 1.
 */
export function retryDelaySeconds(attempts: number, random: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (attempts - 1));
  return Math.max(retryAfterSeconds, ceiling * (0.5 + random / 2));
}

/** After this many temporary failures (about two days) the teacher is told that it was given up. */
export const MAXIMUM_ATTEMPTS = 100;
