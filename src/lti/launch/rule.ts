import type { LoginAttempt } from '../../platform/loginAttempt.js';
import type { Registration } from '../../platform/registration.js';
import { shortName, type Claims } from './claims.js';
import { LaunchRefused, type RefusalCode } from './launchRefused.js';

/** What a message is held against. */
export interface Expectation {
  readonly registration: Registration;
  readonly attempt: LoginAttempt;
  readonly now: Date;
  readonly demo: boolean;
}

/** One rule of a specification. */
export interface Rule {
  readonly code: RefusalCode;
  /** The claim it is about, shown in the log. */
  readonly claim: string;
  readonly holds: (claims: Claims, expected: Expectation) => boolean;
}

const LONGEST_SHOWN = 200;

/** Claims that say who someone is are not logged. */
const PERSONAL = new Set(['sub', 'nonce', 'for_user']);

/** @throws {LaunchRefused} for the first rule that does not hold. */
export function holdTo(rules: readonly Rule[], claims: Claims, expected: Expectation): void {
  const broken = rules.find(({ holds }) => !holds(claims, expected));
  if (!broken) return;
  const name = shortName(broken.claim);
  const value = PERSONAL.has(name) ? '(kept out of the log)' : JSON.stringify(claims[broken.claim]);
  const detail = `${name} = ${value?.slice(0, LONGEST_SHOWN)}, registration ${expected.registration.id}`;
  throw new LaunchRefused(broken.code, detail, { facts: { claim: name } });
}
