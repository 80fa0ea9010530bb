import { generateKeyPairSync } from 'node:crypto';
import { createAccessTokens, type AccessTokens } from '../../../src/lti/services/accessTokens.js';
import { createGradebook } from '../../../src/lti/services/gradebookClient.js';
import { createPlatformHttp, type PlatformHttp } from '../../../src/lti/services/platformHttp.js';
import { createRosterService } from '../../../src/lti/services/rosterService.js';
import { createServiceCalls, type ServiceCalls } from '../../../src/lti/services/serviceCalls.js';
import type { Gradebook } from '../../../src/gradebook/gradebook.js';
import type { AccessToken, AccessTokenStore } from '../../../src/platform/accessToken.js';
import type { KeyPair, Registration } from '../../../src/platform/registration.js';
import type { RosterService } from '../../../src/platform/roster.js';
import { moodleRegistration } from '../../support/registrations.js';
import type { Answer, Received, StandInPlatform } from './standInPlatform.js';

export const NOW = new Date('2040-01-15T10:00:05.250Z');

const TOKEN_PATH = '/mod/lti/token.php';

const pem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const keyPair: KeyPair = {
  keyId: moodleRegistration.keyId,
  publicKeyPem: pem.publicKey,
  privateKeyPem: pem.privateKey,
  createdAt: NOW,
};

/** The registration of a Moodle that runs at `origin`. */
export const registrationAt = (origin: string): Registration => ({
  ...moodleRegistration,
  issuer: origin,
  authorizationUrl: `${origin}/mod/lti/auth.php`,
  tokenUrl: `${origin}${TOKEN_PATH}`,
  keySetUrl: `${origin}/mod/lti/certs.php`,
});

export class MemoryTokenStore implements AccessTokenStore {
  readonly tokens = new Map<string, AccessToken>();

  async get(registrationId: string, scopes: string, now: Date): Promise<AccessToken | undefined> {
    const token = this.tokens.get(`${registrationId} ${scopes}`);
    return token && token.expiresAt > now ? token : undefined;
  }

  async put(token: AccessToken): Promise<void> {
    this.tokens.set(`${token.registrationId} ${token.scopes}`, token);
  }

  async drop(registrationId: string, scopes: string): Promise<void> {
    this.tokens.delete(`${registrationId} ${scopes}`);
  }
}

export interface TestServices {
  readonly http: PlatformHttp;
  readonly tokens: AccessTokens;
  readonly calls: ServiceCalls;
  readonly gradebook: Gradebook;
  readonly roster: RosterService;
  readonly store: MemoryTokenStore;
}

/** The real services, from the HTTP client up, for one registration that `registration()` gives. */
export function servicesFor(
  registration: (id: string) => Registration | undefined,
  given: { store?: MemoryTokenStore; now?: () => Date } = {},
): TestServices {
  const { store = new MemoryTokenStore(), now = () => NOW } = given;
  const http = createPlatformHttp({ demo: true });
  let ids = 0;
  const registrations = {
    get: async (id: string) => registration(id),
    keyPair: async (keyId: string) => (keyId === keyPair.keyId ? keyPair : undefined),
  };
  const newId = () => `jti-${(ids += 1)}`;
  const tokens = createAccessTokens({ http, registrations, store, now, newId });
  const calls = createServiceCalls({ http, registrations, tokens });
  return {
    http,
    tokens,
    calls,
    store,
    gradebook: createGradebook({ calls, now }),
    roster: createRosterService({ calls, now }),
  };
}

/** As Moodle sends it: JSON with CRLF, said to be HTML. */
export const tokenReply = (token = 'token-1', expiresIn: unknown = 3600) => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: JSON.stringify(
    { access_token: token, token_type: 'Bearer', expires_in: expiresIn },
    null,
    2,
  ).replaceAll('\n', '\r\n'),
});

/** Lets a stand-in grant tokens, and answers everything else as `answer` says. */
export function answering(platform: StandInPlatform, answer: (request: Received) => Answer): void {
  let granted = 0;
  platform.answer = (request) => {
    if (!request.url.startsWith(TOKEN_PATH)) return answer(request);
    granted += 1;
    return tokenReply(`token-${granted}`);
  };
}

export const isTokenRequest = ({ url }: Received): boolean => url.startsWith(TOKEN_PATH);
