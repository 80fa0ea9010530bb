import { ToolError } from '../../errors.js';

/** Why a dynamic registration fails: HTTP status and the sentence that an administrator reads. */
const REFUSALS = {
  LINK_UNKNOWN: [403, 'linkUnknown'],
  CONFIGURATION_ADDRESS_REFUSED: [400, 'addressRefused'],
  PLATFORM_UNREACHABLE: [424, 'unreachable'],
  CONFIGURATION_INVALID: [422, 'configurationInvalid'],
  ISSUER_ELSEWHERE: [422, 'issuerElsewhere'],
  PLATFORM_UNSUPPORTED: [422, 'unsupported'],
  PLATFORM_REFUSED: [424, 'refused'],
  ANSWER_INVALID: [424, 'answerInvalid'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type RegistrationRefusalCode = keyof typeof REFUSALS;

export const REGISTRATION_REFUSAL_CODES = Object.keys(REFUSALS) as readonly RegistrationRefusalCode[];

/** A platform could not be registered. The link that was used still works, unless it is the reason. */
export class RegistrationRefused extends ToolError {
  readonly status: number;
  readonly messageKey: string;
  override readonly facts: Readonly<Record<string, string | number>>;

  constructor(
    readonly code: RegistrationRefusalCode,
    readonly detail: string,
    { facts = {}, ...options }: ErrorOptions & { facts?: Readonly<Record<string, string | number>> } = {},
  ) {
    super(`${code}: ${detail}`, options);
    const [status, sentence] = REFUSALS[code];
    this.status = status;
    this.messageKey = `launch:registration.${sentence}`;
    this.facts = facts;
  }
}
