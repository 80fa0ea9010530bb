import type { OpenedLaunch } from '../../platform/launchGate.js';
import type { LaunchSessionStore } from '../../platform/launchSession.js';
import type { LoginAttempt, LoginAttemptStore } from '../../platform/loginAttempt.js';
import type { Registration, RegistrationStore } from '../../platform/registration.js';
import { hashes, randomIdentifier, randomSecret, secretHash, type RandomBytes } from '../secrets.js';
import { verifiedClaims } from './idToken.js';
import { idTokenRules } from './idTokenRules.js';
import { parseLaunchForm } from './launchForm.js';
import { LaunchRefused } from './launchRefused.js';
import { messageOf, messageRules, rulesOfMessage, type Message } from './messageRules.js';
import { openedSession } from './openedSession.js';
import type { PlatformKeys } from './platformKeys.js';
import { holdTo } from './rule.js';
import type { Claims } from './claims.js';

export interface LaunchServices {
  readonly registrations: Pick<RegistrationStore, 'get'>;
  readonly attempts: Pick<LoginAttemptStore, 'take'>;
  readonly sessions: Pick<LaunchSessionStore, 'add'>;
  readonly keys: PlatformKeys;
  readonly demo: boolean;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** Verifies the platform's answer to a login and opens a session (1EdTech Security Framework §5.1.1.3 to 5.1.3). */
export async function openLaunch(
  form: Readonly<Record<string, unknown>>,
  secretFor: (state: string) => string | undefined,
  services: LaunchServices,
): Promise<OpenedLaunch> {
  const { idToken, state } = parseLaunchForm(form);
  const attempt = await attemptOfThisBrowser(state, secretFor(state), services);
  const registration = await activeRegistration(attempt, services);

  const now = services.now();
  const claims = await verifiedClaims(idToken, registration, { keys: services.keys, now });
  const expected = { registration, attempt, now, demo: services.demo };
  holdTo(idTokenRules, claims, expected);
  holdTo(messageRules, claims, expected);
  const message = messageOf(claims) as Message;
  holdTo(rulesOfMessage[message], claims, expected);

  return keptSession(claims, message, registration, services);
}

/** Taking is one atomic delete, so of many launches with one state a single one goes on. */
async function attemptOfThisBrowser(
  state: string,
  secret: string | undefined,
  { attempts, now }: LaunchServices,
): Promise<LoginAttempt> {
  // Before taking: whoever lacks the cookie cannot use up someone else's login.
  if (!secret) throw new LaunchRefused('COOKIE_MISSING', 'no cookie came with the state');
  const attempt = await attempts.take(state, now());
  if (!attempt) throw new LaunchRefused('STATE_UNKNOWN', 'never issued, used already, or too old');
  if (!hashes(secret, attempt.browserHash)) {
    throw new LaunchRefused('COOKIE_FOREIGN', 'the login began in another browser');
  }
  return attempt;
}

/** The registration may have been disabled since the login. */
async function activeRegistration(
  { registrationId }: LoginAttempt,
  { registrations }: LaunchServices,
): Promise<Registration> {
  const registration = await registrations.get(registrationId);
  if (registration?.status === 'active') return registration;
  const code = registration?.status === 'pending' ? 'REGISTRATION_PENDING' : 'REGISTRATION_DISABLED';
  throw new LaunchRefused(code, registrationId, { facts: { issuer: registration?.issuer ?? '' } });
}

async function keptSession(
  claims: Claims,
  message: Message,
  registration: Registration,
  { sessions, demo, now, randomBytes }: LaunchServices,
): Promise<OpenedLaunch> {
  const cookie = randomSecret(randomBytes);
  const session = openedSession(claims, message, {
    id: randomIdentifier(randomBytes),
    cookieHash: secretHash(cookie),
    csrfToken: randomSecret(randomBytes),
    registration,
    demo,
    now: now(),
  });
  await sessions.add(session);
  return { session, cookie };
}
