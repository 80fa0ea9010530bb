import { randomBytes } from 'node:crypto';
import type { Registration } from '../../../src/platform/registration.js';
import { createPlatformKeys } from '../../../src/lti/launch/platformKeys.js';
import { createLaunchGate } from '../../../src/lti/launchGate.js';
import { memoryAttempts, memoryRegistrations, memorySessions } from '../../support/memoryPorts.js';
import { recordedLaunch, type RecordedKind } from '../recordedMoodle.js';
import { SigningKey } from '../signingKey.js';

export const TOOL = 'http://tool.localhost:3000';

export type Claims = Record<string, unknown>;

const moodleKey = new SigningKey('777cb7ec62a05488b676');

/** The registration of the recorded Moodle. */
export const recordedRegistration: Registration = {
  id: 'registration-1',
  name: 'Lycée Simone-Veil',
  issuer: 'http://moodle.localhost:8081',
  clientId: '1epyK4VICI4MGZK',
  authorizationUrl: 'http://moodle.localhost:8081/mod/lti/auth.php',
  tokenUrl: 'http://moodle.localhost:8081/mod/lti/token.php',
  keySetUrl: 'http://moodle.localhost:8081/mod/lti/certs.php',
  deploymentIds: ['3'],
  status: 'active',
  keyId: 'key-1',
  createdAt: new Date('2026-11-01T08:00:00Z'),
};

export interface Login {
  readonly state: string;
  readonly secret: string;
  /** What the tool asked the platform. */
  readonly request: URLSearchParams;
}

/** A gate over ports in memory, and a Moodle that signs its recorded launches afresh. */
export function launchRig({ demo = true } = {}) {
  const clock = { at: new Date('2026-11-23T12:00:00Z') };
  const registrations = memoryRegistrations();
  const attempts = memoryAttempts();
  const sessions = memorySessions();
  const platform = { keys: [moodleKey], fetches: 0 };
  const now = () => clock.at;
  const gate = createLaunchGate({
    registrations,
    attempts,
    sessions,
    keys: createPlatformKeys({
      now,
      fetch: async () => {
        platform.fetches += 1;
        return Response.json({ keys: platform.keys.map(({ jwk }) => jwk) });
      },
    }),
    url: TOOL,
    demo,
    now,
    randomBytes,
  });
  registrations.all.set(recordedRegistration.id, recordedRegistration);

  async function login(kind: RecordedKind, changes: Record<string, unknown> = {}): Promise<Login> {
    const parameters = { ...recordedLaunch(kind).login, ...launchTarget(kind), ...changes };
    const { state, browserSecret } = await gate.startLogin({ parameters, cookieInDoubt: true });
    const url = await gate.cookieHeld(state, browserSecret);
    return { state, secret: browserSecret, request: new URL(url!).searchParams };
  }

  /** The recorded claims, as if sent now in answer to this login. */
  function claims(kind: RecordedKind, { request }: Login): Claims {
    const seconds = Math.floor(clock.at.getTime() / 1000);
    return {
      ...recordedLaunch(kind).claims,
      ...targetClaim(kind),
      nonce: request.get('nonce'),
      iat: seconds,
      exp: seconds + 60,
    };
  }

  const open = (token: string, { state, secret }: Login) =>
    gate.openLaunch({ id_token: token, state }, (asked) => (asked === state ? secret : undefined));

  /** A whole launch; `change` works on its claims before they are signed. */
  async function launch(kind: RecordedKind, change: (claims: Claims) => void = () => {}) {
    const begun = await login(kind);
    const sent = claims(kind, begun);
    change(sent);
    return open(moodleKey.sign(sent), begun);
  }

  return {
    clock,
    gate,
    registrations,
    attempts,
    sessions,
    platform,
    moodleKey,
    login,
    claims,
    open,
    launch,
  };
}

const TARGET_CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/target_link_uri';

/** The recorded tool had a review address of its own; every message of ours goes to one. */
const launchTarget = (kind: RecordedKind) =>
  kind === 'review' ? { target_link_uri: `${TOOL}/lti/launch` } : {};
const targetClaim = (kind: RecordedKind) =>
  kind === 'review' ? { [TARGET_CLAIM]: `${TOOL}/lti/launch` } : {};
