import type { AccessToken, AccessTokenStore } from '../../src/platform/accessToken.js';
import type { LaunchSession, LaunchSessionStore } from '../../src/platform/launchSession.js';
import type { LoginAttempt, LoginAttemptStore } from '../../src/platform/loginAttempt.js';
import type {
  KeyPair,
  Registration,
  RegistrationLink,
  RegistrationStore,
} from '../../src/platform/registration.js';

import { signingKeyId } from '../../src/platform/signingKeyId.js';

const waiting = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface MemoryRegistrations extends RegistrationStore {
  readonly all: Map<string, Registration>;
  readonly keyPairs: Map<string, KeyPair>;
  readonly links: Map<string, RegistrationLink>;
}

/** The port in memory, as slow to answer as a store is: nothing is done before the caller waits. */
export function memoryRegistrations(): MemoryRegistrations {
  const all = new Map<string, Registration>();
  const keyPairs = new Map<string, KeyPair>();
  const links = new Map<string, RegistrationLink>();
  const link = (hash: string, now: Date) => {
    const found = links.get(hash);
    return found && found.expiresAt > now ? found : undefined;
  };
  return {
    all,
    keyPairs,
    links,
    async add(registration, keyPair) {
      await waiting();
      keyPairs.set(keyPair.keyId, keyPair);
      all.set(registration.id, registration);
    },
    async update(registration) {
      await waiting();
      const { id, issuer, clientId, keyId, nextKey, createdAt } = all.get(registration.id)!;
      const kept = { id, issuer, clientId, keyId, ...(nextKey && { nextKey }), createdAt };
      all.set(id, { ...registration, ...kept });
    },
    async get(id) {
      await waiting();
      return all.get(id);
    },
    async findByIssuer(issuer, clientId) {
      await waiting();
      return [...all.values()].filter(
        (one) => one.issuer === issuer && (clientId === undefined || one.clientId === clientId),
      );
    },
    async list() {
      await waiting();
      return [...all.values()];
    },
    async keyPair(keyId) {
      await waiting();
      return keyPairs.get(keyId);
    },
    async publicKeys() {
      await waiting();
      return [...keyPairs.values()].map(({ privateKeyPem: _secret, ...rest }) => rest);
    },
    async replaceKey({ id }, { keyPair, signsFrom }) {
      await waiting();
      const stored = all.get(id)!;
      const keyId = signingKeyId(stored, signsFrom);
      const replaced = { ...stored, keyId, nextKey: { keyId: keyPair.keyId, signsFrom } };
      keyPairs.set(keyPair.keyId, keyPair);
      all.set(id, replaced);
      return replaced;
    },
    async addLink(added) {
      await waiting();
      links.set(added.tokenHash, added);
    },
    async takeLink(hash, now) {
      await waiting();
      const found = link(hash, now);
      links.delete(hash);
      return found;
    },
    async findLink(hash, now) {
      await waiting();
      return link(hash, now);
    },
  };
}

export interface MemoryAttempts extends LoginAttemptStore {
  readonly all: Map<string, LoginAttempt>;
}

export function memoryAttempts(): MemoryAttempts {
  const all = new Map<string, LoginAttempt>();
  const unexpired = (state: string, now: Date) => {
    const found = all.get(state);
    return found && found.expiresAt > now ? found : undefined;
  };
  return {
    all,
    async add(attempt) {
      await waiting();
      all.set(attempt.state, attempt);
    },
    async find(state, now) {
      await waiting();
      return unexpired(state, now);
    },
    async take(state, now) {
      await waiting();
      const found = unexpired(state, now);
      all.delete(state);
      return found;
    },
    async rebind(state, from, to) {
      await waiting();
      const found = all.get(state);
      if (found?.browserHash !== from) return false;
      all.set(state, { ...found, browserHash: to });
      return true;
    },
  };
}

export interface MemorySessions extends LaunchSessionStore {
  readonly all: Map<string, LaunchSession>;
}

export function memorySessions(): MemorySessions {
  const all = new Map<string, LaunchSession>();
  return {
    all,
    async add(session) {
      await waiting();
      all.set(session.id, session);
    },
    async get(id, now) {
      await waiting();
      const found = all.get(id);
      return found && found.expiresAt > now ? found : undefined;
    },
    async extend(id, expiresAt) {
      await waiting();
      const found = all.get(id);
      if (found) all.set(id, { ...found, expiresAt });
    },
  };
}

export function memoryAccessTokens(): AccessTokenStore {
  const all = new Map<string, AccessToken>();
  const keyOf = (registrationId: string, scopes: string) => `${registrationId} ${scopes}`;
  return {
    async get(registrationId, scopes, now) {
      await waiting();
      const found = all.get(keyOf(registrationId, scopes));
      return found && found.expiresAt > now ? found : undefined;
    },
    async put(token) {
      await waiting();
      all.set(keyOf(token.registrationId, token.scopes), token);
    },
    async drop(registrationId, scopes) {
      await waiting();
      all.delete(keyOf(registrationId, scopes));
    },
  };
}
