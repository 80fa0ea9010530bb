import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** The platform's RSA key pair; `kid` is derived from it, so it is stable. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKeyPem: string;
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** A fresh 2048-bit RSA private key, PKCS #8 PEM. */
export async function generatePrivateKeyPem(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}

export function signingKey(privateKeyPem: string): SigningKey {
  const privateKey = createPrivateKey(privateKeyPem);
  // Through PEM: on Node 20, exporting a JWK from a key that was just generated can deadlock.
  const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const { kty, n, e } = createPublicKey(publicKeyPem).export({ format: 'jwk' });
  const kid = createHash('sha256').update(publicKeyPem).digest('hex').slice(0, 20);
  return { kid, privateKey, publicKeyPem, jwk: { kty, alg: 'RS256', kid, e, n, use: 'sig' } };
}
