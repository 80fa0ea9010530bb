import { createPublicKey } from 'node:crypto';
import type { RegistrationStore } from '../platform/registration.js';

/** Our public keys, as platforms fetch them (RFC 7517). */
export interface KeySet {
  readonly keys: readonly object[];
}

/** Anyone may ask, so the store is asked at most this often; a new platform's key may wait as long. */
const KEPT_MS = 5000;

/** Gives the key set of every stored key pair, each key converted once. */
export function createKeySet({
  registrations,
  now,
}: {
  registrations: Pick<RegistrationStore, 'publicKeys'>;
  now: () => Date;
}): () => Promise<KeySet> {
  const converted = new Map<string, object>();
  let kept: { readonly until: number; readonly keySet: Promise<KeySet> } | undefined;

  const read = async (): Promise<KeySet> => {
    const stored = await registrations.publicKeys(now());
    return {
      keys: stored.map(({ keyId, publicKeyPem }) => {
        const jwk = converted.get(keyId) ?? jwkOf(keyId, publicKeyPem);
        converted.set(keyId, jwk);
        return jwk;
      }),
    };
  };

  return () => {
    const at = now().getTime();
    if (kept && at < kept.until) return kept.keySet;
    const keySet = read();
    kept = { until: at + KEPT_MS, keySet };
    keySet.catch(() => (kept = undefined));
    return keySet;
  };
}

const jwkOf = (keyId: string, publicKeyPem: string): object => ({
  ...createPublicKey(publicKeyPem).export({ format: 'jwk' }),
  kid: keyId,
  alg: 'RS256',
  use: 'sig',
});
