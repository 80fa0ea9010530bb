/** A platform's bearer token for one set of scopes (1EdTech Security Framework §4.1). */
export interface AccessToken {
  readonly registrationId: string;
  /** Scopes sorted and joined by a space. */
  readonly scopes: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Port. Shared by every process, so that a restart or a second process asks for no new token. */
export interface AccessTokenStore {
  get(registrationId: string, scopes: string, now: Date): Promise<AccessToken | undefined>;
  put(token: AccessToken): Promise<void>;
  drop(registrationId: string, scopes: string): Promise<void>;
}
