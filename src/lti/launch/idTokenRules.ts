import type { Claims } from './claims.js';
import type { Expectation, Rule } from './rule.js';

/** Clocks of platform and tool may differ by this much (1EdTech Security Framework §5.1.3 leaves it to the tool). */
const LEEWAY_SECONDS = 60;

/**
 * A token older than the longest login cannot answer it. OIDC core §3.1.3.7 (10) bounds `iat` by how long
 * nonces are kept: here, as long as login attempts.
 */
const LONGEST_AGE_SECONDS = 600;

/** An id_token's own rules, in the order of OpenID Connect core §3.1.3.7 and 1EdTech Security Framework §5.1.3. */
export const idTokenRules: readonly Rule[] = [
  { code: 'ISSUER_FOREIGN', claim: 'iss', holds: issuerIsThePlatform },
  { code: 'AUDIENCE_FOREIGN', claim: 'aud', holds: audienceIsThisTool },
  { code: 'AUTHORIZED_PARTY_WRONG', claim: 'azp', holds: authorizedPartyIsThisTool },
  { code: 'EXPIRY_MISSING', claim: 'exp', holds: ({ exp }) => isTime(exp) },
  { code: 'ISSUE_TIME_MISSING', claim: 'iat', holds: ({ iat }) => isTime(iat) },
  { code: 'ISSUED_TOO_LONG_AGO', claim: 'iat', holds: issuedRecently },
  { code: 'ISSUED_IN_THE_FUTURE', claim: 'iat', holds: issuedBeforeNow },
  { code: 'NONCE_WRONG', claim: 'nonce', holds: ({ nonce }, { attempt }) => nonce === attempt.nonce },
  // Launches without a user exist (LTI core §5.3.6.1), but nobody could be evaluated in one.
  { code: 'SUBJECT_MISSING', claim: 'sub', holds: ({ sub }) => typeof sub === 'string' && sub !== '' },
];

function issuerIsThePlatform({ iss }: Claims, { registration }: Expectation): boolean {
  return iss === registration.issuer;
}

function audienceIsThisTool({ aud }: Claims, { registration }: Expectation): boolean {
  return audiences(aud).includes(registration.clientId);
}

/** Required beside several audiences, and never another's (§3.1.3.7, 4 and 5). */
function authorizedPartyIsThisTool({ aud, azp }: Claims, { registration }: Expectation): boolean {
  const needless = azp === undefined && audiences(aud).length === 1;
  return needless || azp === registration.clientId;
}

function issuedRecently({ iat }: Claims, { now }: Expectation): boolean {
  return Number(iat) >= seconds(now) - LONGEST_AGE_SECONDS;
}

function issuedBeforeNow({ iat }: Claims, { now }: Expectation): boolean {
  return Number(iat) <= seconds(now) + LEEWAY_SECONDS;
}

const audiences = (aud: unknown): readonly unknown[] => (Array.isArray(aud) ? aud : [aud]);
const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const seconds = (at: Date): number => at.getTime() / 1000;
