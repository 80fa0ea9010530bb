import type { DatabasePlugin } from 'ltijs';
import type { AccessTokenStore } from '../../platform/accessToken.js';
import type { Registration, RegistrationStore } from '../../platform/registration.js';
import { signingKeyId } from '../../platform/signingKeyId.js';

export interface PluginPorts {
  readonly registrations: RegistrationStore;
  readonly accessTokens: AccessTokenStore;
  readonly now: () => Date;
}

type Query = Readonly<Record<string, unknown>>;
type Reader = (query: Query) => Promise<readonly object[]>;

/**
 * ltijs' storage over our own ports. Its encryption key is not used: the stores encrypt what is secret.
 *
 * Registrations and keys are made in `registration/`, so ltijs may read them, and write access tokens only; whatever
 * else it wants to write, or any other collection, is refused by name rather than lost.
 */
export class LtijsDatabase implements DatabasePlugin {
  readonly #readers: ReadonlyMap<string, Reader>;

  constructor(private readonly ports: PluginPorts) {
    this.#readers = new Map<string, Reader>([
      ['platform', async (query) => (await this.#find(query)).map((one) => this.#platformDocument(one))],
      [
        'platformStatus',
        async ({ id }) => (await this.#find({ kid: id })).map((one) => statusDocument(one, id)),
      ],
      ['publickey', ({ kid }) => this.#publicKeys(kid)],
      ['privatekey', ({ kid }) => this.#privateKey(kid)],
      ['accesstoken', (query) => this.#accessToken(query)],
    ]);
  }

  async setup(): Promise<true> {
    return true;
  }

  async Close(): Promise<true> {
    return true;
  }

  async Get(
    _key: string | false,
    collection: string,
    query: object = {},
  ): Promise<readonly object[] | false> {
    const reader = this.#readers.get(collection);
    if (!reader) throw unsupported('Get', collection);
    const found = await reader(query as Query);
    return found.length > 0 && found;
  }

  async Insert(_key: string | false, collection: string): Promise<true> {
    throw unsupported('Insert', collection);
  }

  async Replace(_key: string | false, collection: string, query: object, item: object): Promise<true> {
    if (collection !== 'accesstoken') throw unsupported('Replace', collection);
    const { scopes, ...platform } = query as Query;
    const { token } = item as { token: { access_token: string; expires_in: number } };
    const [registration] = await this.#find(platform);
    if (!registration) throw new Error('ltijs has a token of an unknown platform');
    await this.ports.accessTokens.put({
      registrationId: registration.id,
      scopes: String(scopes),
      token: token.access_token,
      expiresAt: new Date(this.ports.now().getTime() + token.expires_in * 1000),
    });
    return true;
  }

  async Modify(_key: string | false, collection: string): Promise<true> {
    throw unsupported('Modify', collection);
  }

  async Delete(collection: string): Promise<true> {
    throw unsupported('Delete', collection);
  }

  /** Registrations by issuer, with or without client id, by key, or all. */
  async #find({ platformUrl, clientId, kid }: Query): Promise<readonly Registration[]> {
    const { registrations } = this.ports;
    if (typeof platformUrl === 'string') {
      return registrations.findByIssuer(platformUrl, typeof clientId === 'string' ? clientId : undefined);
    }
    const all = await registrations.list();
    return kid === undefined ? all : all.filter((registration) => this.#keyId(registration) === kid);
  }

  #keyId(registration: Registration): string {
    return signingKeyId(registration, this.ports.now());
  }

  #platformDocument(registration: Registration): object {
    return {
      platformUrl: registration.issuer,
      clientId: registration.clientId,
      platformName: registration.name,
      authEndpoint: registration.authorizationUrl,
      accesstokenEndpoint: registration.tokenUrl,
      authorizationServer: registration.tokenAudience,
      kid: this.#keyId(registration),
      authConfig: { method: 'JWK_SET', key: registration.keySetUrl },
    };
  }

  async #publicKeys(kid: unknown): Promise<readonly object[]> {
    const keys = await this.ports.registrations.publicKeys(this.ports.now());
    return keys
      .filter(({ keyId }) => kid === undefined || keyId === kid)
      .map(({ keyId, publicKeyPem }) => ({ kid: keyId, key: publicKeyPem }));
  }

  async #privateKey(kid: unknown): Promise<readonly object[]> {
    const pair = await this.ports.registrations.keyPair(String(kid));
    return pair ? [{ kid: pair.keyId, key: pair.privateKeyPem }] : [];
  }

  /** ltijs counts `expires_in` from `createdAt`. */
  async #accessToken({ scopes, ...platform }: Query): Promise<readonly object[]> {
    const now = this.ports.now();
    const [registration] = await this.#find(platform);
    const stored = registration && (await this.ports.accessTokens.get(registration.id, String(scopes), now));
    if (!stored) return [];
    const expiresIn = Math.floor((stored.expiresAt.getTime() - now.getTime()) / 1000);
    const token = {
      access_token: stored.token,
      token_type: 'Bearer',
      expires_in: expiresIn,
      scope: stored.scopes,
    };
    return [{ token, createdAt: now.getTime() }];
  }
}

/** Absent would mean active. */
const statusDocument = ({ status }: Registration, id: unknown): object => ({
  id,
  active: status === 'active',
});

const unsupported = (operation: string, collection: string) =>
  new Error(`ltijs wants to ${operation} in ${collection}, which is not its to do here`);
