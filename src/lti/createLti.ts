import type { AccessTokenStore } from '../platform/accessToken.js';
import type { DeepLinkingAnswer } from '../platform/deepLinkingAnswer.js';
import type { LaunchGate } from '../platform/launchGate.js';
import type { LaunchSessionStore } from '../platform/launchSession.js';
import type { LoginAttemptStore } from '../platform/loginAttempt.js';
import type { DynamicRegistration, Registrar } from '../platform/registrar.js';
import type { RegistrationStore } from '../platform/registration.js';
import { createDeepLinkingAnswer } from './deepLinking/deepLinkingAnswer.js';
import { createKeySet, type KeySet } from './keySet.js';
import { createPlatformKeys } from './launch/platformKeys.js';
import { createLaunchGate } from './launchGate.js';
import { openProvider } from './ltijs/provider.js';
import { createDynamicRegistration } from './registration/dynamicRegistration.js';
import { createKeyPair } from './registration/keyPair.js';
import { createRegistrar } from './registration/registrar.js';
import type { RandomBytes } from './secrets.js';
import type { PlatformHttp } from './services/platformHttp.js';

export interface LtiPorts {
  readonly registrations: RegistrationStore;
  readonly loginAttempts: LoginAttemptStore;
  readonly launchSessions: LaunchSessionStore;
  readonly accessTokens: AccessTokenStore;
  readonly platformHttp: PlatformHttp;
  /** Public address of this tool, without a trailing slash. */
  readonly url: string;
  /** Platforms on this machine over plain http are allowed. */
  readonly demo: boolean;
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
}

/** The tool's side of LTI 1.3, but for the calls to platforms' services. */
export interface Lti {
  readonly gate: LaunchGate;
  readonly registrar: Registrar;
  readonly registerDynamically: DynamicRegistration;
  readonly deepLinkingAnswer: DeepLinkingAnswer;
  readonly keySet: () => Promise<KeySet>;
}

export async function createLti(ports: LtiPorts): Promise<Lti> {
  const { registrations, loginAttempts: attempts, launchSessions: sessions, platformHttp, now } = ports;
  const keys = createPlatformKeys({ fetch: platformHttp.fetchLike, now });
  const registering = { ...ports, createKeyPair: () => createKeyPair(ports) };
  return {
    gate: createLaunchGate({ ...ports, attempts, sessions, keys }),
    registrar: createRegistrar(registering),
    registerDynamically: createDynamicRegistration(registering),
    deepLinkingAnswer: createDeepLinkingAnswer({ ...ports, provider: await openProvider(ports) }),
    keySet: createKeySet({ registrations, now }),
  };
}
