import { ToolError } from '../../errors.js';

/** Each rule that a login or a launch can break: HTTP status, and the sentence that tells the user what to do. */
const REFUSALS = {
  LOGIN_MALFORMED: [400, 'malformed'],
  TARGET_LINK_FOREIGN: [400, 'foreignTarget'],
  REGISTRATION_UNKNOWN: [403, 'unknownPlatform'],
  REGISTRATION_AMBIGUOUS: [403, 'ambiguousPlatform'],
  REGISTRATION_PENDING: [403, 'pendingPlatform'],
  REGISTRATION_DISABLED: [403, 'disabledPlatform'],

  RESPONSE_MALFORMED: [400, 'malformed'],
  STATE_UNKNOWN: [403, 'startAgain'],
  COOKIE_MISSING: [403, 'cookieMissing'],
  COOKIE_FOREIGN: [403, 'startAgain'],

  TOKEN_MALFORMED: [403, 'unverifiable'],
  ALGORITHM_REFUSED: [403, 'unverifiable'],
  KEY_ID_MISSING: [403, 'unverifiable'],
  CRITICAL_HEADER_UNKNOWN: [403, 'unverifiable'],
  KEY_UNKNOWN: [403, 'unverifiable'],
  KEY_SET_UNUSABLE: [424, 'keysUnreachable'],
  SIGNATURE_WRONG: [403, 'unverifiable'],

  ISSUER_FOREIGN: [403, 'unverifiable'],
  AUDIENCE_FOREIGN: [403, 'unverifiable'],
  AUTHORIZED_PARTY_WRONG: [403, 'unverifiable'],
  EXPIRY_MISSING: [403, 'incomplete'],
  EXPIRED: [403, 'outdated'],
  NOT_YET_VALID: [403, 'clock'],
  ISSUE_TIME_MISSING: [403, 'incomplete'],
  ISSUED_TOO_LONG_AGO: [403, 'outdated'],
  ISSUED_IN_THE_FUTURE: [403, 'clock'],
  NONCE_WRONG: [403, 'unverifiable'],
  SUBJECT_MISSING: [403, 'anonymous'],

  VERSION_UNSUPPORTED: [400, 'unsupportedVersion'],
  MESSAGE_UNSUPPORTED: [400, 'unsupportedMessage'],
  DEPLOYMENT_MISSING: [400, 'incomplete'],
  DEPLOYMENT_UNKNOWN: [403, 'unknownDeployment'],
  TARGET_LINK_MISSING: [400, 'incomplete'],
  TARGET_LINK_CHANGED: [400, 'foreignTarget'],
  ROLES_MALFORMED: [400, 'incomplete'],
  CONTEXT_MALFORMED: [400, 'incomplete'],
  RESOURCE_LINK_MISSING: [400, 'incomplete'],
  DEEP_LINKING_SETTINGS_MISSING: [400, 'incomplete'],
  DEEP_LINKING_RETURN_REFUSED: [400, 'incomplete'],
  DEEP_LINKING_TYPE_REFUSED: [400, 'noResourceLinks'],
  REVIEWED_USER_MISSING: [400, 'incomplete'],
  REVIEW_WITHOUT_GRADES: [400, 'incomplete'],
  REVIEW_OF_ANOTHER: [403, 'reviewOfAnother'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type RefusalCode = keyof typeof REFUSALS;

export const REFUSAL_CODES = Object.keys(REFUSALS) as readonly RefusalCode[];

/** A login or a launch that breaks a rule. It leaves no session. */
export class LaunchRefused extends ToolError {
  readonly status: number;
  readonly messageKey: string;
  override readonly facts: Readonly<Record<string, string>>;

  /** @param detail for the log: a claim, an address or an identifier, never a token or a person. */
  constructor(
    readonly code: RefusalCode,
    readonly detail: string,
    { facts = {}, ...options }: ErrorOptions & { facts?: Readonly<Record<string, string>> } = {},
  ) {
    super(`${code}: ${detail}`, options);
    const [status, sentence] = REFUSALS[code];
    this.status = status;
    this.messageKey = `launch:${sentence}`;
    this.facts = facts;
  }
}

/** Errors of OpenID Connect that have a sentence of their own (RFC 6749 §4.1.2.1, OIDC core §3.1.2.6). */
const EXPLAINED = new Set([
  'login_required',
  'access_denied',
  'invalid_request',
  'unauthorized_client',
  'server_error',
]);

const LONGEST_LOGGED = 200;

/** The platform answered our authorization request with an error instead of a launch. */
export class PlatformDeclined extends ToolError {
  readonly code = 'PLATFORM_DECLINED';
  readonly status = 403;
  readonly messageKey: string;

  /**
   * @param error the platform's own code.
   * @param description its free text, logged but never shown: anyone may have written it.
   */
  constructor(error: string, description: string | undefined) {
    super(JSON.stringify({ error, description }).slice(0, LONGEST_LOGGED));
    this.messageKey = `launch:platformDeclined.${EXPLAINED.has(error) ? error : 'other'}`;
  }
}
