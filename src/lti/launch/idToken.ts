import type { KeyObject } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import jwt from 'jsonwebtoken';
import type { Registration } from '../../platform/registration.js';
import type { Claims } from './claims.js';
import { LaunchRefused, type RefusalCode } from './launchRefused.js';
import type { PlatformKeys } from './platformKeys.js';

/** 1EdTech Security Framework §5.1.2 allows more; every platform signs with this one. */
const ALGORITHM = 'RS256';

type Header = ReturnType<typeof decodeProtectedHeader>;

interface HeaderRule {
  readonly code: RefusalCode;
  readonly holds: (header: Header) => boolean;
}

/** RFC 7515 §4.1, 1EdTech Security Framework §5.1.3. */
const headerRules: readonly HeaderRule[] = [
  { code: 'ALGORITHM_REFUSED', holds: ({ alg }) => alg === ALGORITHM },
  { code: 'KEY_ID_MISSING', holds: ({ kid }) => typeof kid === 'string' && kid !== '' },
  // Extensions named there must be understood, and none is (RFC 7515 §4.1.11).
  { code: 'CRITICAL_HEADER_UNKNOWN', holds: ({ crit }) => crit === undefined },
];

/**
 * Claims of an id_token that the registration's platform signed and that has not expired; what they say is for the
 * rules to judge.
 *
 * @throws {LaunchRefused} for any other token.
 */
export async function verifiedClaims(
  idToken: string,
  registration: Registration,
  { keys, now }: { keys: PlatformKeys; now: Date },
): Promise<Claims> {
  const header = headerOf(idToken);
  const broken = headerRules.find(({ holds }) => !holds(header));
  if (broken) throw new LaunchRefused(broken.code, `registration ${registration.id}`);

  const key = await keys.get(registration, String(header.kid));
  return verified(idToken, key, now);
}

function headerOf(idToken: string): Header {
  try {
    return decodeProtectedHeader(idToken);
  } catch (cause) {
    throw new LaunchRefused('TOKEN_MALFORMED', 'not a signed JWT', { cause });
  }
}

function verified(idToken: string, key: KeyObject, now: Date): Claims {
  try {
    const claims = jwt.verify(idToken, key, {
      algorithms: [ALGORITHM],
      clockTimestamp: Math.floor(now.getTime() / 1000),
    });
    if (typeof claims === 'string') throw new jwt.JsonWebTokenError('the payload is no object');
    return claims;
  } catch (cause) {
    throw refusalOf(cause);
  }
}

function refusalOf(cause: unknown): LaunchRefused {
  if (cause instanceof jwt.TokenExpiredError) {
    return new LaunchRefused('EXPIRED', `on ${told(cause.expiredAt)}`, { cause });
  }
  if (cause instanceof jwt.NotBeforeError) {
    return new LaunchRefused('NOT_YET_VALID', `before ${told(cause.date)}`, { cause });
  }
  return new LaunchRefused('SIGNATURE_WRONG', (cause as Error).message, { cause });
}

/** A signed number may lie beyond every calendar. */
const told = (moment: Date): string =>
  Number.isNaN(moment.getTime()) ? 'no possible moment' : moment.toISOString();
