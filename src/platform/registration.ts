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
  /** Replaces everything but id, issuer, client id, key and creation date. */
  update(registration: Registration): Promise<void>;
  get(id: string): Promise<Registration | undefined>;
  /** Without a client id: the registrations of the issuer, oldest first. */
  findByIssuer(issuer: string, clientId?: string): Promise<readonly Registration[]>;
  list(): Promise<readonly Registration[]>;
  keyPair(keyId: string): Promise<KeyPair | undefined>;
  publicKeys(): Promise<readonly Omit<KeyPair, 'privateKeyPem'>[]>;

  addLink(link: RegistrationLink): Promise<void>;
  /** Takes the link: one caller gets it, once, and only before it expires. */
  takeLink(tokenHash: string, now: Date): Promise<RegistrationLink | undefined>;
  findLink(tokenHash: string, now: Date): Promise<RegistrationLink | undefined>;
}
