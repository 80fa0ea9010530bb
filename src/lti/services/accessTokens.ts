import type { Failure } from '../../gradebook/gradebook.js';
import type { AccessToken, AccessTokenStore } from '../../platform/accessToken.js';
import type { Registration } from '../../platform/registration.js';
import { BoundedMap } from './boundedMap.js';
import { TokenRequest, type TokenRequestPorts } from './tokenRequest.js';

type TokenOutcome = { readonly kind: 'token'; readonly token: string } | Failure;

export interface AccessTokens {
  /**
   * A platform's token for some scopes, asked for once and kept until shortly before it expires.
   *
   * @param refused a token that the platform answered 401 to: another one is given.
   */
  get(registration: Registration, scopes: readonly string[], refused?: string): Promise<TokenOutcome>;
}

export interface AccessTokenPorts extends TokenRequestPorts {
  readonly store: AccessTokenStore;
}

const KEPT_TOKENS = 2000;

/** Kept a minute less than the platform says, so that no token expires on its way. */
const MARGIN_SECONDS = 60;

/** Tokens in memory, then in the store, then from the platform; one request at a time for each scope set. */
export function createAccessTokens(ports: AccessTokenPorts): AccessTokens {
  const { store, now } = ports;
  const request = new TokenRequest(ports);
  const kept = new BoundedMap<string, AccessToken>(KEPT_TOKENS);
  const flights = new Map<string, Promise<TokenOutcome>>();

  async function obtain(registration: Registration, scopes: string, refused?: string): Promise<TokenOutcome> {
    const stored = await store.get(registration.id, scopes, now());
    if (stored && stored.token !== refused) return remember(stored);
    if (stored) await store.drop(registration.id, scopes);

    const granted = await request.send(registration, scopes);
    if (granted.kind === 'failed') return granted;
    const { token, lifetimeSeconds } = granted;
    const seconds = Math.max(lifetimeSeconds - MARGIN_SECONDS, lifetimeSeconds / 2);
    const expiresAt = new Date(now().getTime() + seconds * 1000);
    const fresh = { registrationId: registration.id, scopes, token, expiresAt };
    await store.put(fresh);
    return remember(fresh);
  }

  function remember(token: AccessToken): TokenOutcome {
    kept.set(cacheKey(token.registrationId, token.scopes), token);
    return { kind: 'token', token: token.token };
  }

  return {
    get(registration, scopes, refused) {
      const sorted = [...new Set(scopes)].toSorted().join(' ');
      const key = cacheKey(registration.id, sorted);
      const token = kept.get(key);
      if (token && token.token !== refused && token.expiresAt > now()) {
        return Promise.resolve({ kind: 'token', token: token.token });
      }
      // A class of scores asks at once: one request serves them all.
      const underWay = flights.get(key);
      if (underWay) return underWay;
      const flight = obtain(registration, sorted, refused).finally(() => flights.delete(key));
      flights.set(key, flight);
      return flight;
    },
  };
}

const cacheKey = (registrationId: string, scopes: string) => `${registrationId} ${scopes}`;
