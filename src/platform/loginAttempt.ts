/**
 * One OIDC third-party initiated login that we answered and whose launch has not come back yet.
 * State and nonce belong to it alone, so a launch that takes it can be neither replayed nor swapped.
 */
export interface LoginAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly registrationId: string;
  readonly targetLinkUri: string;
  /** SHA-256 of the cookie that ties the attempt to one browser. */
  readonly browserHash: string;
  /** Where the browser goes next: the platform's authorization endpoint with its whole query. */
  readonly authorizationRequest: string;
  readonly expiresAt: Date;
}

/** Port. */
export interface LoginAttemptStore {
  add(attempt: LoginAttempt): Promise<void>;
  find(state: string, now: Date): Promise<LoginAttempt | undefined>;
  /** One atomic delete: one caller gets the attempt, once. Expired attempts are never given. */
  take(state: string, now: Date): Promise<LoginAttempt | undefined>;
  /** Ties the attempt to another browser cookie; false when it is no longer tied to `from`. */
  rebind(state: string, from: string, to: string): Promise<boolean>;
}
