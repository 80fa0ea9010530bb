import { KeyObject } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type CryptoKey, type FetchImplementation } from 'jose';
import type { Registration } from '../../platform/registration.js';
import { LaunchRefused } from './launchRefused.js';

/** Public keys of platforms, by registration and `kid`. */
export interface PlatformKeys {
  /** @throws {LaunchRefused} when the platform's key set has no such key, or cannot be had. */
  get(registration: Pick<Registration, 'id' | 'keySetUrl'>, kid: string): Promise<KeyObject>;
}

interface Options {
  readonly fetch: FetchImplementation;
  readonly now: () => Date;
  /** Key sets kept at once; the one unused for longest goes first. */
  readonly maximum?: number;
}

const MAXIMUM = 1000;
const TIMEOUT_MS = 5000;

/** A withdrawn key is trusted at most this long; a new one is fetched when first seen. */
const FRESH_MS = 3600_000;

/** An unknown `kid` makes us ask again, but whoever invents many makes us ask once in this time. */
const REFETCH_EVERY_MS = 30_000;

/** A key set that just failed is left alone for this long. */
const PAUSE_AFTER_FAILURE_MS = 5000;

/** Key sets fetched when first needed, kept, and asked once more for a `kid` they lack (OIDC core §10.1.1). */
export function createPlatformKeys({ fetch, now, maximum = MAXIMUM }: Options): PlatformKeys {
  const sets = new Map<string, KeySet>();

  const setOf = ({ id, keySetUrl }: Pick<Registration, 'id' | 'keySetUrl'>): KeySet => {
    const known = sets.get(id);
    const set = known?.url === keySetUrl ? known : new KeySet(keySetUrl, fetch, now);
    sets.delete(id);
    sets.set(id, set); // last in the Map: used last
    const [oldest] = sets.keys();
    if (sets.size > maximum && oldest !== undefined) sets.delete(oldest);
    return set;
  };

  return { get: (registration, kid) => setOf(registration).get(kid) };
}

class KeySet {
  readonly #remote;
  readonly #now: () => Date;
  /** jsonwebtoken takes a KeyObject four times faster than a PEM text. */
  readonly #keyObjects = new WeakMap<CryptoKey, KeyObject>();
  #refetchedAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly url: string,
    fetch: FetchImplementation,
    now: () => Date,
  ) {
    this.#now = now;
    this.#remote = createRemoteJWKSet(new URL(url), {
      [customFetch]: fetch,
      timeoutDuration: TIMEOUT_MS,
      cacheMaxAge: FRESH_MS,
      // Its own refetch waits after any fetch, so a key changed just after the first would not be found.
      cooldownDuration: Number.POSITIVE_INFINITY,
    });
  }

  async get(kid: string): Promise<KeyObject> {
    const key = (await this.#find(kid)) ?? (await this.#findAfterRefetch(kid));
    if (!key) throw new LaunchRefused('KEY_UNKNOWN', `kid ${kid.slice(0, 100)} is not in ${this.url}`);
    return this.#keyObjectOf(key);
  }

  async #find(kid: string): Promise<CryptoKey | undefined> {
    const fetches = !this.#remote.fresh;
    if (fetches) this.#assertNotPaused();
    try {
      return await this.#remote({ alg: 'RS256', kid });
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw this.#failure(error);
      if (fetches) this.#refetchedAt = this.#now().getTime();
      return undefined;
    }
  }

  async #findAfterRefetch(kid: string): Promise<CryptoKey | undefined> {
    const at = this.#now().getTime();
    if (at - this.#refetchedAt < REFETCH_EVERY_MS && !this.#remote.reloading) return undefined;
    this.#assertNotPaused();
    await this.#remote.reload().catch((error: unknown) => {
      throw this.#failure(error);
    });
    this.#refetchedAt = at;
    return this.#find(kid);
  }

  #assertNotPaused(): void {
    if (this.#now().getTime() - this.#failedAt >= PAUSE_AFTER_FAILURE_MS) return;
    throw new LaunchRefused('KEY_SET_UNUSABLE', `${this.url} failed a moment ago`);
  }

  #failure(cause: unknown): LaunchRefused {
    this.#failedAt = this.#now().getTime();
    return new LaunchRefused('KEY_SET_UNUSABLE', `${this.url}: ${(cause as Error).message}`, { cause });
  }

  #keyObjectOf(key: CryptoKey): KeyObject {
    const known = this.#keyObjects.get(key);
    if (known) return known;
    const keyObject = KeyObject.from(key);
    this.#keyObjects.set(key, keyObject);
    return keyObject;
  }
}
