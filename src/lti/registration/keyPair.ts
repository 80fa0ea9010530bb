import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPair } from '../../platform/registration.js';
import { randomIdentifier, type RandomBytes } from '../secrets.js';

/** The least that RS256 allows (RFC 7518 §3.3); larger keys make every signature slower. */
const MODULUS_BITS = 2048;

const generate = promisify(generateKeyPair);

/**
 * A new key pair to sign our messages to one platform. PEM, because exporting a JWK straight from a generated
 * KeyObject can deadlock Node 20; made off the main thread, because it takes a tenth of a second and more.
 */
export async function createKeyPair({
  now,
  randomBytes,
}: {
  now: () => Date;
  randomBytes: RandomBytes;
}): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    keyId: randomIdentifier(randomBytes),
    publicKeyPem: publicKey,
    privateKeyPem: privateKey,
    createdAt: now(),
  };
}
