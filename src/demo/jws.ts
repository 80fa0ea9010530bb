import { createHmac, sign, type KeyLike } from 'node:crypto';

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

const DIGESTS: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

/**
 * A compact JWS (RFC 7515 §7.1), signed as `header.alg` says: RS256/384/512, HS256 with the key's text, else
 * without a signature. By hand, because tests need tokens that a library rightly refuses to make.
 */
export function signJws(
  header: Readonly<Record<string, unknown>>,
  payload: Readonly<Record<string, unknown>>,
  key: KeyLike,
): string {
  const input = `${encoded(header)}.${encoded(payload)}`;
  return `${input}.${signature(String(header['alg']), input, key)}`;
}

function signature(algorithm: string, input: string, key: KeyLike): string {
  const digest = DIGESTS[algorithm];
  if (digest) return sign(digest, Buffer.from(input), key).toString('base64url');
  if (algorithm === 'HS256') return createHmac('sha256', key).update(input).digest('base64url');
  return '';
}
