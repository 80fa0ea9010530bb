import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CodeSeal } from '../evaluation/tutor/tutorLink.js';
import { derivedKey } from './secretBox.js';

const KEY_BYTES = 32;

/**
 * HMAC-SHA-256 under a key derived from ATTENDUS_SECRET. Six digits are tried in no time, however slow the hash:
 * the key is what a copy of the store lacks. The link's id goes in, so that two links with one code do not tell.
 *
 * @param previousSecret what it replaced: codes that were sealed with it still open.
 */
export function createCodeSeal(secret: string, previousSecret?: string): CodeSeal {
  const seal = sealWith(secret);
  const former = previousSecret === undefined ? [] : [sealWith(previousSecret)];
  return {
    hash: (code, linkId) => seal(code, linkId).toString('base64url'),
    matches(code, { id, codeHash }) {
      const expected = Buffer.from(codeHash, 'base64url');
      return [seal, ...former].some((one) => same(one(code, id), expected));
    },
  };
}

function sealWith(secret: string): (code: string, linkId: string) => Buffer {
  const key = derivedKey(secret, 'tutor codes', KEY_BYTES);
  return (code, linkId) =>
    createHmac('sha256', key)
      .update(JSON.stringify([linkId, code]))
      .digest();
}

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
