import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ToolError } from '../errors.js';

const FORMAT = '1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 6;
/** NIST SP 800-38D §8.2.2: a random nonce of 96 bits. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A value was encrypted with another ATTENDUS_SECRET than today's. */
export class SecretMismatch extends ToolError {
  readonly code = 'SECRET_MISMATCH';
  readonly status = 500;
  readonly messageKey = 'error:secretMismatch';
}

/** A sealed value was altered, cut, moved to another record, or written by a newer version of the tool. */
export class SealBroken extends ToolError {
  readonly code = 'SEAL_BROKEN';
  readonly status = 500;
  readonly messageKey = 'error:sealBroken';
}

/**
 * Encrypts what must not be readable in the store: AES-256-GCM (NIST SP 800-38D) under a key derived from
 * ATTENDUS_SECRET by HKDF-SHA-256 (RFC 5869).
 *
 * Sealed text is `1.<fingerprint of the key>.<nonce>.<ciphertext and tag>`, each part base64url. The name of
 * its record is authenticated with it, so that a value copied to another record does not open there.
 */
export class SecretBox {
  readonly #current: SealingKey;
  readonly #known: ReadonlyMap<string, Buffer>;

  /** @param previousSecret what it replaced: values that were sealed with it still open. */
  constructor(secret: string, previousSecret?: string) {
    this.#current = sealingKey(secret);
    const all = [this.#current, ...(previousSecret === undefined ? [] : [sealingKey(previousSecret)])];
    this.#known = new Map(all.map(({ fingerprint, key }) => [fingerprint, key]));
  }

  /** Whether a sealed value is of a secret that this box knows. */
  opens(text: string): boolean {
    return this.#known.has(text.split('.')[1] ?? '');
  }

  /** Whether a sealed value is of another secret than today's. */
  isOfAnother(text: string): boolean {
    return text.split('.')[1] !== this.#current.fingerprint;
  }

  /** @param record names where the value is kept, such as `keyPair:<keyId>`. */
  seal(plain: string, record: string): string {
    // No parameter: a nonce used twice would give the key away.
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#current.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(bound(record));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [
      FORMAT,
      this.#current.fingerprint,
      nonce.toString('base64url'),
      sealed.toString('base64url'),
    ].join('.');
  }

  /**
   * The plain text of a value sealed for the same record.
   *
   * @throws {SecretMismatch} when another secret sealed it.
   * @throws {SealBroken} when it is not, or no longer, what was sealed for this record.
   */
  open(text: string, record: string): string {
    const [format, fingerprint, nonce, sealed, ...rest] = text.split('.');
    if (format !== FORMAT || !nonce || !sealed || rest.length > 0) {
      throw new SealBroken(`${record}: not in a format that this version can open.`);
    }
    const key = this.#known.get(fingerprint ?? '');
    if (!key) {
      throw new SecretMismatch(
        `${record} was encrypted with another ATTENDUS_SECRET: put that one back, or name it in ATTENDUS_PREVIOUS_SECRET.`,
      );
    }
    try {
      const parts = { nonce: Buffer.from(nonce, 'base64url'), sealed: Buffer.from(sealed, 'base64url') };
      return opened(parts, key, bound(record));
    } catch (error) {
      throw new SealBroken(`${record}: altered since it was encrypted.`, { cause: error });
    }
  }
}

interface SealingKey {
  readonly key: Buffer;
  readonly fingerprint: string;
}

const sealingKey = (secret: string): SealingKey => ({
  key: derivedKey(secret, 'sealed values', KEY_BYTES),
  fingerprint: derivedKey(secret, 'fingerprint', FINGERPRINT_BYTES).toString('base64url'),
});

function opened({ nonce, sealed }: { nonce: Buffer; sealed: Buffer }, key: Buffer, record: Buffer): string {
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(record);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return decipher.update(sealed.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

const bound = (record: string): Buffer => Buffer.from(`${FORMAT}:${record}`, 'utf8');

/** Different uses get independent keys, so that the fingerprint tells nothing of the key. */
export const derivedKey = (secret: string, use: string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, 'attendus', `attendus storage 1: ${use}`, bytes));
