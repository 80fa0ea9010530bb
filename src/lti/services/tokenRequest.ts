import { createPrivateKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Failure } from '../../gradebook/gradebook.js';
import type { Registration, RegistrationStore } from '../../platform/registration.js';
import { signingKeyId } from '../../platform/signingKeyId.js';
import { answerFailure, unreachableFailure } from './answerFailure.js';
import { BoundedMap } from './boundedMap.js';
import { jsonBody } from './jsonBody.js';
import type { HttpAnswer, PlatformHttp } from './platformHttp.js';
import { PlatformUnreachable } from './platformUnreachable.js';

export interface TokenRequestPorts {
  readonly http: Pick<PlatformHttp, 'request'>;
  readonly registrations: Pick<RegistrationStore, 'keyPair'>;
  readonly now: () => Date;
  /** A `jti`: never the same twice. */
  readonly newId: () => string;
}

export type GrantedToken = {
  readonly kind: 'granted';
  readonly token: string;
  readonly lifetimeSeconds: number;
};

interface SigningKey {
  readonly keyId: string;
  readonly key: KeyObject;
}

const KEPT_KEYS = 200;

/** Back-dated and short: a platform whose clock is a little slow refuses an `iat` in its future. */
const ASSERTION_SECONDS = { before: 10, after: 110 };

const DEFAULT_LIFETIME_SECONDS = 3600;

/** Read whatever its media type: Moodle says `text/html`. */
const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().max(86_400).catch(DEFAULT_LIFETIME_SECONDS),
});

/** Asks a platform for a token: client credentials with a signed assertion (Security Framework §4.1, RFC 7523). */
export class TokenRequest {
  readonly #keys = new BoundedMap<string, KeyObject>(KEPT_KEYS);

  constructor(private readonly ports: TokenRequestPorts) {}

  /** @param scopes joined by a space. */
  async send(registration: Registration, scopes: string): Promise<GrantedToken | Failure> {
    const keyId = signingKeyId(registration, this.ports.now());
    const key = await this.#signingKey(keyId);
    if (!key) return unauthorized;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: this.#assertion(registration, { keyId, key }),
      scope: scopes,
    });
    try {
      const answer = await this.ports.http.request({
        method: 'POST',
        url: registration.tokenUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: form.toString(),
      });
      return granted(answer, this.ports.now());
    } catch (error) {
      if (error instanceof PlatformUnreachable) return unreachableFailure(error);
      throw error;
    }
  }

  #assertion({ clientId, tokenUrl, tokenAudience }: Registration, { keyId, key }: SigningKey): string {
    const now = Math.floor(this.ports.now().getTime() / 1000);
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: tokenAudience ?? tokenUrl,
      iat: now - ASSERTION_SECONDS.before,
      exp: now + ASSERTION_SECONDS.after,
      jti: this.ports.newId(),
    };
    return jwt.sign(claims, key, { algorithm: 'RS256', keyid: keyId });
  }

  /** Parsed once: signing with a PEM costs four times as much. */
  async #signingKey(keyId: string): Promise<KeyObject | undefined> {
    const known = this.#keys.get(keyId);
    if (known) return known;
    const pair = await this.ports.registrations.keyPair(keyId);
    if (!pair) return undefined;
    const key = createPrivateKey(pair.privateKeyPem);
    this.#keys.set(keyId, key);
    return key;
  }
}

const unauthorized: Failure = { kind: 'failed', reason: 'unauthorized', temporary: true };

function granted(answer: HttpAnswer, now: Date): GrantedToken | Failure {
  const failure = answerFailure(answer, now);
  if (failure) return isPassing(failure) ? failure : { ...unauthorized, status: answer.status };
  const body = tokenAnswer.safeParse(jsonBody(answer.text)).data;
  if (!body) return { kind: 'failed', reason: 'serverError', temporary: true, status: answer.status };
  return { kind: 'granted', token: body.access_token, lifetimeSeconds: body.expires_in };
}

/** OAuth errors are 400 or 401 whatever is wrong: the client, its key, its scopes, the clocks. */
const isPassing = ({ reason }: Failure): boolean =>
  reason === 'rateLimited' || reason === 'serverError' || reason === 'timeout';
