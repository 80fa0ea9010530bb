import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { launchClaims, type LaunchOrder } from './launchClaims.js';

const KEY_ID = 'bench-key';

/** What a login sends the browser to the platform with. */
interface AuthorizationAnswer {
  readonly redirectUri: string;
  readonly form: Readonly<Record<string, string>>;
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * The platform's side, in the measuring process: its work is in nobody's measure. It serves its key set,
 * counting, and whatever services a part of the bench adds.
 */
export class BenchPlatform {
  keySetFetches = 0;
  readonly #services = new Map<string, Handler>();
  readonly #signingKey: KeyObject;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    this.#signingKey = createPrivateKey(privateKey);
    const jwk = createPublicKey(publicKey).export({ format: 'jwk' });
    const keySet = { keys: [{ ...jwk, kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
    this.serve('/keys', (_req, res) => {
      this.keySetFetches++;
      answerJson(res, keySet);
    });
    server.on('request', (req: IncomingMessage, res: ServerResponse) => this.#answer(req, res));
  }

  static async start(): Promise<BenchPlatform> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new BenchPlatform(server, `http://127.0.0.1:${port}`);
  }

  /** Adds a service under a path, its query apart. */
  serve(path: string, handler: Handler): void {
    this.#services.set(path, handler);
  }

  /** What the platform posts back after the authorization request (OIDC implicit flow, `form_post`). */
  authorize(authorizationUrl: string, order: LaunchOrder): AuthorizationAnswer {
    const { searchParams } = new URL(authorizationUrl);
    const [redirectUri, nonce, state] = ['redirect_uri', 'nonce', 'state'].map((name) =>
      searchParams.get(name),
    );
    if (!redirectUri || !nonce || !state)
      throw new Error(`Not an authorization request: ${authorizationUrl}`);
    return { redirectUri, form: { state, id_token: this.sign(order, nonce) } };
  }

  sign(order: LaunchOrder, nonce: string): string {
    const claims = launchClaims(this.issuer, order, nonce);
    return jwt.sign(claims, this.#signingKey, { algorithm: 'RS256', keyid: KEY_ID });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const path = req.url?.split('?')[0] ?? '';
    const handler = this.#services.get(path);
    if (handler) return handler(req, res);
    res.writeHead(404).end();
  }
}

export function answerJson(res: ServerResponse, body: unknown, type = 'application/json'): void {
  res.writeHead(200, { 'content-type': type }).end(JSON.stringify(body));
}
