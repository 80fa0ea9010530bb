import jsonwebtoken from 'jsonwebtoken';
import { signJws } from '../jws.js';
import { randomText, unixTime, type Lms } from '../lms.js';
import { PATHS } from '../site/addresses.js';

export type RegistrationGrant = { readonly clientId: string } | { readonly updates: string };

const LIFETIME_SECONDS = 3600;

/** A registration token as Moodle signs it: `sub` is the client id to come, or the tool to update. */
function registrationToken(lms: Lms, toolId: string | undefined): string {
  const { kid, privateKey } = lms.signingKey;
  const iat = unixTime(lms);
  const [sub, scope] = toolId === undefined ? [randomText(lms, 15), 'reg'] : [toolId, 'reg-update'];
  const payload = { sub, scope, iat, exp: iat + LIFETIME_SECONDS };
  return signJws({ typ: 'JWT', alg: 'RS256', kid }, payload, privateKey);
}

/**
 * The address that the LMS opens to have a tool register itself (Dynamic Registration §2), or register again
 * over `toolId`.
 */
export function registrationAddress(lms: Lms, toolAddress: string, toolId?: string): string {
  const address = new URL(toolAddress);
  address.searchParams.set('openid_configuration', `${lms.url}${PATHS.openidConfiguration}`);
  address.searchParams.set('registration_token', registrationToken(lms, toolId));
  return address.href;
}

/** What a bearer token allows, once; undefined when it is none of ours, too old or spent. */
export function takeRegistrationToken(lms: Lms, token: string): RegistrationGrant | undefined {
  const payload = verified(lms, token);
  const spent = `registration ${token}`;
  if (!payload?.sub || lms.state.spent.has(spent)) return undefined;
  lms.state.spent.add(spent);
  return payload['scope'] === 'reg' ? { clientId: payload.sub } : { updates: payload.sub };
}

function verified(lms: Lms, token: string) {
  try {
    const payload = jsonwebtoken.verify(token, lms.signingKey.publicKeyPem, {
      algorithms: ['RS256'],
      clockTimestamp: unixTime(lms),
    });
    return typeof payload === 'string' ? undefined : payload;
  } catch {
    return undefined;
  }
}
