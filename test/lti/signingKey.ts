import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';

/** A platform's signing key. PEM first: see src/lti/registration/keyPair.ts. */
export class SigningKey {
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;

  constructor(readonly kid: string) {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    this.publicKeyPem = publicKey;
    this.privateKeyPem = privateKey;
  }

  get jwk(): object {
    const jwk = createPublicKey(this.publicKeyPem).export({ format: 'jwk' });
    return { ...jwk, kid: this.kid, alg: 'RS256', use: 'sig' };
  }

  /** A token with any header and payload, signed with RS256 whatever the header says. */
  sign(payload: unknown, header: object = {}): string {
    const input = signingInput({ typ: 'JWT', alg: 'RS256', kid: this.kid, ...header }, payload);
    return `${input}.${createSign('RSA-SHA256').update(input).sign(this.privateKeyPem, 'base64url')}`;
  }
}

export const unsigned = (payload: unknown, kid: string) =>
  `${signingInput({ typ: 'JWT', alg: 'none', kid }, payload)}.`;

/** The classic confusion: the public key, which everyone has, taken for a shared secret. */
export function signedWithPublicKey(payload: unknown, { kid, publicKeyPem }: SigningKey): string {
  const input = signingInput({ typ: 'JWT', alg: 'HS256', kid }, payload);
  return `${input}.${createHmac('sha256', publicKeyPem).update(input).digest('base64url')}`;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signingInput = (header: object, payload: unknown) => `${encoded(header)}.${encoded(payload)}`;
