import type { LoginRequest, LoginStep } from '../../platform/launchGate.js';
import type { LoginAttempt, LoginAttemptStore } from '../../platform/loginAttempt.js';
import type { Registration, RegistrationStore } from '../../platform/registration.js';
import { toolAddresses } from '../../platform/toolAddresses.js';
import { hashes, randomSecret, secretHash, type RandomBytes } from '../secrets.js';
import { LaunchRefused } from './launchRefused.js';
import { parseLoginParameters, type LoginParameters } from './loginParameters.js';

export interface LoginServices {
  readonly registrations: Pick<RegistrationStore, 'findByIssuer'>;
  readonly attempts: LoginAttemptStore;
  /** Public address of this tool. */
  readonly url: string;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** A login may wait this long for its launch: signing in on the platform takes time. */
const LOGIN_SECONDS = 600;

/** Keeps a login attempt and tells how the browser goes on (1EdTech Security Framework §5.1.1). */
export async function startLogin(request: LoginRequest, services: LoginServices): Promise<LoginStep> {
  const parameters = parseLoginParameters(request.parameters);
  assertOurTarget(parameters.target_link_uri, services.url);
  const registration = await registrationFor(parameters, services);

  const browserSecret = randomSecret(services.randomBytes);
  const attempt = attemptFor(parameters, registration, browserSecret, services);
  await services.attempts.add(attempt);

  const { state, authorizationRequest: url } = attempt;
  return {
    state,
    browserSecret,
    next: request.cookieInDoubt ? { kind: 'checkCookie' } : { kind: 'authorize', url },
  };
}

/** The platform's address when this browser kept the cookie of the login, else undefined. */
export async function cookieHeld(
  state: string,
  browserSecret: string | undefined,
  services: LoginServices,
): Promise<string | undefined> {
  const attempt = await waitingAttempt(state, services);
  const held = browserSecret !== undefined && hashes(browserSecret, attempt.browserHash);
  return held ? attempt.authorizationRequest : undefined;
}

/**
 * Ties the waiting login to the cookie of a new window. Moodle's `lti_message_hint` works once, so the login itself
 * goes on rather than another.
 */
export async function continueInNewWindow(
  state: string,
  services: LoginServices,
): Promise<{ url: string; browserSecret: string }> {
  const { browserHash, authorizationRequest } = await waitingAttempt(state, services);
  const browserSecret = randomSecret(services.randomBytes);
  const tied = await services.attempts.rebind(state, browserHash, secretHash(browserSecret));
  if (!tied) throw new LaunchRefused('STATE_UNKNOWN', 'the login went on in another window');
  return { url: authorizationRequest, browserSecret };
}

async function waitingAttempt(state: string, { attempts, now }: LoginServices): Promise<LoginAttempt> {
  const attempt = await attempts.find(state, now());
  if (!attempt) throw new LaunchRefused('STATE_UNKNOWN', 'no such login is waiting');
  return attempt;
}

function assertOurTarget(target: string, url: string): void {
  const ours = URL.canParse(target) && new URL(target).origin === new URL(url).origin;
  if (!ours) throw new LaunchRefused('TARGET_LINK_FOREIGN', target);
}

/** The one active registration that the platform means; `client_id` may be left out (§5.1.1.1). */
async function registrationFor(
  { iss, client_id: clientId, lti_deployment_id: deploymentId }: LoginParameters,
  { registrations }: LoginServices,
): Promise<Registration> {
  const facts = { issuer: shownIssuer(iss) };
  const known = await registrations.findByIssuer(iss, clientId);
  const active = known.filter(({ status }) => status === 'active');
  const meant =
    active.length > 1 ? active.filter((one) => one.deploymentIds.includes(deploymentId ?? '')) : active;

  const [registration] = meant;
  if (registration && meant.length === 1) return registration;
  if (active.length > 1) throw new LaunchRefused('REGISTRATION_AMBIGUOUS', iss, { facts });
  if (known.length === 0)
    throw new LaunchRefused('REGISTRATION_UNKNOWN', `${iss} ${clientId ?? ''}`, { facts });
  const pending = known.some(({ status }) => status === 'pending');
  throw new LaunchRefused(pending ? 'REGISTRATION_PENDING' : 'REGISTRATION_DISABLED', iss, { facts });
}

/** Anyone may send a login, so no more of it is shown than a server's address. */
const shownIssuer = (iss: string): string => (URL.canParse(iss) ? new URL(iss).host : '') || '?';

function attemptFor(
  parameters: LoginParameters,
  registration: Registration,
  browserSecret: string,
  { url, now, randomBytes }: LoginServices,
): LoginAttempt {
  const state = randomSecret(randomBytes);
  const nonce = randomSecret(randomBytes);
  return {
    state,
    nonce,
    registrationId: registration.id,
    targetLinkUri: parameters.target_link_uri,
    browserHash: secretHash(browserSecret),
    authorizationRequest: authorizationAddress(registration, {
      response_type: 'id_token',
      response_mode: 'form_post',
      scope: 'openid',
      prompt: 'none',
      client_id: registration.clientId,
      redirect_uri: toolAddresses(url).launch,
      login_hint: parameters.login_hint,
      lti_message_hint: parameters.lti_message_hint,
      state,
      nonce,
    }),
    expiresAt: new Date(now().getTime() + LOGIN_SECONDS * 1000),
  };
}

/** 1EdTech Security Framework §5.1.1.2. */
function authorizationAddress(
  { authorizationUrl }: Registration,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const request = new URL(authorizationUrl);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) request.searchParams.set(name, value);
  }
  return request.href;
}
