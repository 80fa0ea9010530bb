import type { FailureReason } from '../../evaluation/delivery.js';
import type { Failure } from '../../gradebook/gradebook.js';
import type { HttpAnswer } from './platformHttp.js';
import type { PlatformUnreachable } from './platformUnreachable.js';
import { retryAfterSeconds } from './retryAfterSeconds.js';

/** What an answer that is no success means to a teacher; undefined for 2xx. */
export function answerFailure(answer: HttpAnswer, now: Date): Failure | undefined {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return undefined;
  const { reason, temporary } = meaning(answer);
  const seconds = temporary ? retryAfterSeconds(headers, now) : undefined;
  return {
    kind: 'failed',
    reason,
    temporary,
    status,
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  };
}

function meaning({ status, text }: HttpAnswer): { reason: FailureReason; temporary: boolean } {
  // Rights come back when an administrator mends the registration, so refused calls are tried again.
  if (status === 401) return { reason: 'unauthorized', temporary: true };
  // Canvas throttles with 403 « Rate Limit Exceeded ».
  if (status === 403) return { reason: isThrottled(text) ? 'rateLimited' : 'unauthorized', temporary: true };
  if (status === 404 || status === 410) return { reason: 'columnGone', temporary: false };
  if (status === 408) return { reason: 'timeout', temporary: true };
  if (status === 409) return { reason: 'outdated', temporary: true };
  if (status === 429) return { reason: 'rateLimited', temporary: true };
  if (status >= 500) return { reason: 'serverError', temporary: true };
  // Redirects are not followed; a site in maintenance sends them too.
  return { reason: 'refused', temporary: status < 400 };
}

const isThrottled = (text: string) => /rate limit/i.test(text);

/** A call without any answer, as a failure to try again. */
export function unreachableFailure({ reason }: PlatformUnreachable): Failure {
  return { kind: 'failed', reason: reason === 'timeout' ? 'timeout' : 'unreachable', temporary: true };
}
