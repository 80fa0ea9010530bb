import type { Registration } from './registration.js';
import type { ToolAddresses } from './toolAddresses.js';

/** What an administrator types to register a platform by hand. */
export interface RegistrationForm {
  readonly issuer?: string | undefined;
  readonly clientId?: string | undefined;
  readonly authorizationUrl?: string | undefined;
  readonly tokenUrl?: string | undefined;
  readonly keySetUrl?: string | undefined;
  readonly tokenAudience?: string | undefined;
  readonly deploymentIds?: readonly string[] | undefined;
  readonly name?: string | undefined;
}

interface RegistrationProblem {
  readonly field: keyof RegistrationForm;
  /** What is wrong with it, in English: « must be an https address ». */
  readonly problem: string;
}

/** `updated`: the issuer and client id were known already; they keep their key, status and data. */
export type RegistrationOutcome =
  | {
      readonly kind: 'registered' | 'updated';
      readonly registration: Registration;
      readonly tool: ToolAddresses;
    }
  | { readonly kind: 'invalid'; readonly problems: readonly RegistrationProblem[] };

export interface RegistrationInvitation {
  /** Address to paste into the platform. It holds a secret, and works once. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** What became of a registration's keys: `underWay` where the pair made before has not begun to sign. */
export interface KeyRotation {
  readonly kind: 'rotated' | 'underWay' | 'changed';
  readonly registration: Registration;
}

/** Port. An administrator's business with platforms. */
export interface Registrar {
  /** Whoever can type this holds the machine, so a new registration is active at once. */
  register(form: RegistrationForm): Promise<RegistrationOutcome>;
  /** @param wish `activates`: the platform that uses the link needs no further approval. */
  invite(wish: { readonly activates: boolean; readonly hours: number }): Promise<RegistrationInvitation>;
  list(): Promise<readonly Registration[]>;
  /** @returns undefined when no registration has this id. */
  setStatus(id: string, status: 'active' | 'disabled'): Promise<Registration | undefined>;
  /**
   * Gives registrations another key pair: the key set shows it at once, and it signs once platforms had a day to
   * read it, or immediately where the old one must not be trusted any more.
   *
   * @param wish `id`: one registration; absent, every one.
   * @returns what became of each; none where no registration has this id.
   */
  rotateKeys(wish: {
    readonly id?: string | undefined;
    readonly immediately: boolean;
  }): Promise<readonly KeyRotation[]>;
}

/** A platform that asks to be registered (LTI Dynamic Registration §3.4), with the token of our own link. */
export interface RegistrationRequest {
  readonly openIdConfiguration: string;
  readonly registrationToken?: string;
  readonly linkToken: string;
}

/** Port. @throws a `ToolError` that tells an administrator what to do; the link then still works. */
export type DynamicRegistration = (
  request: RegistrationRequest,
) => Promise<{ readonly name: string; readonly active: boolean }>;
