import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { TooManyRequests } from '../../errors.js';

/** What one process takes in a minute before it answers 429. */
export interface LaunchLimits {
  /** From one address: a whole school may stand behind one. */
  readonly launchesPerMinute: number;
}

/** Many addresses may launch from one registration: a platform serves more than one school. */
const REGISTRATION_FACTOR = 3;

const REGISTRATIONS_PER_MINUTE = 60;

const MINUTE_MS = 60_000;

/** Of an issuer or a client id, as far as it tells one registration from another. */
const KEY_LENGTH = 300;

/**
 * Limits for what anyone may send, each step of a launch counted by itself: a login stores a row, a launch verifies
 * a signature. Counts are kept in memory, by process.
 *
 * @throws {TooManyRequests} from the handlers.
 */
export function launchLimits({ launchesPerMinute }: LaunchLimits) {
  const perAddress = () => limited(launchesPerMinute);
  return {
    login: perAddress(),
    /** Behind the parser of the login's form. */
    registration: limited(launchesPerMinute * REGISTRATION_FACTOR, registrationOf),
    cookieCheck: perAddress(),
    launch: perAddress(),
    register: limited(REGISTRATIONS_PER_MINUTE),
  };
}

function limited(limit: number, key?: (req: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its remarks on proxies go to the console; README says what TRUST_PROXY must be.
    validate: { trustProxy: false, xForwardedForHeader: false },
    ...(key && { keyGenerator: key }),
    handler: (req, _res, next) => next(new TooManyRequests(`more than ${limit} in a minute on ${req.path}`)),
  });
}

function registrationOf(req: Request): string {
  const { iss, client_id: clientId } = { ...req.query, ...(req.body as Record<string, unknown> | undefined) };
  return JSON.stringify([String(iss).slice(0, KEY_LENGTH), String(clientId).slice(0, KEY_LENGTH)]);
}
