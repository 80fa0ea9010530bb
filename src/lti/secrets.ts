import { createHash, timingSafeEqual } from 'node:crypto';

/** `crypto.randomBytes`; passed in so that tests can foresee it. */
export type RandomBytes = (size: number) => Buffer;

const SECRET_BYTES = 32;
const IDENTIFIER_BYTES = 16;

/** 256 random bits, base64url: proves who carries it. */
export const randomSecret = (randomBytes: RandomBytes): string =>
  randomBytes(SECRET_BYTES).toString('base64url');

/** 128 random bits, base64url: cannot be guessed, yet may stand in an address. */
export const randomIdentifier = (randomBytes: RandomBytes): string =>
  randomBytes(IDENTIFIER_BYTES).toString('base64url');

/** SHA-256, base64url: what is stored of a secret. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Whether a secret is the one that a hash was made of, in constant time. */
export function hashes(secret: string, hash: string): boolean {
  const [given, expected] = [Buffer.from(secretHash(secret)), Buffer.from(hash)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
