/**
 * What platform and tool know of each other (1EdTech Security Framework §4): one row an issuer and client id.
 * `pending` registrations wait for an administrator; `disabled` ones keep their data and refuse launches.
 */
export interface Registration {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** OIDC authorization endpoint. */
  readonly authorizationUrl: string;
  /** OAuth 2 token endpoint. */
  readonly tokenUrl: string;
  /** `aud` of token requests where the platform wants another value than `tokenUrl`. */
  readonly tokenAudience?: string;
  /** The platform's JWKS. */
  readonly keySetUrl: string;
  /** Deployments known so far; while empty, any deployment of the registration is taken. */
  readonly deploymentIds: readonly string[];
  readonly status: RegistrationStatus;
  /** `kid` of the key pair that signs our messages to this platform. */
  readonly keyId: string;
  /** The key pair that takes its place from a moment on: the key set shows it before, so that platforms know it. */
  readonly nextKey?: { readonly keyId: string; readonly signsFrom: Date };
  readonly createdAt: Date;
}

/** @public */
export type RegistrationStatus = 'pending' | 'active' | 'disabled';

/** An RSA key pair of ours, PEM (SPKI and PKCS #8). The private half is encrypted at rest by the store. */
export interface KeyPair {
  readonly keyId: string;
  readonly publicKeyPem: string;
  readonly privateKeyPem: string;
  readonly createdAt: Date;
}

/** A key pair that takes over from the one that signs now. */
export interface KeyReplacement {
  readonly keyPair: KeyPair;
  readonly signsFrom: Date;
  /** When every other key pair of the registration leaves the key set. */
  readonly othersLeaveAt: Date;
}

/** A one-time invitation to register dynamically. Only the token's SHA-256 is kept. */
export interface RegistrationLink {
  readonly tokenHash: string;
  /** Whether the registration it makes is active at once. */
  readonly activates: boolean;
  readonly expiresAt: Date;
}

/** Port. */
export interface RegistrationStore {
  add(registration: Registration, keyPair: KeyPair): Promise<void>;
  /** Replaces everything but id, issuer, client id, keys and creation date. */
  update(registration: Registration): Promise<void>;
  get(id: string): Promise<Registration | undefined>;
  /** Without a client id: the registrations of the issuer, oldest first. */
  findByIssuer(issuer: string, clientId?: string): Promise<readonly Registration[]>;
  list(): Promise<readonly Registration[]>;
  keyPair(keyId: string): Promise<KeyPair | undefined>;
  /** Those of every key pair that has not left the key set. */
  publicKeys(now: Date): Promise<readonly Omit<KeyPair, 'privateKeyPem'>[]>;
  /**
   * Has another key pair take over, if the registration's keys are still the ones that were read.
   *
   * @returns undefined when they are not: nothing has changed.
   */
  replaceKey(registration: Registration, replacement: KeyReplacement): Promise<Registration | undefined>;

  addLink(link: RegistrationLink): Promise<void>;
  /** Takes the link: one caller gets it, once, and only before it expires. */
  takeLink(tokenHash: string, now: Date): Promise<RegistrationLink | undefined>;
  findLink(tokenHash: string, now: Date): Promise<RegistrationLink | undefined>;
}
