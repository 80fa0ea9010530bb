import type { LaunchSession } from './launchSession.js';

/** What an HTTP adapter tells of a request to `/lti/login`. */
export interface LoginRequest {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** False when the browser says that its frame can keep a cookie anyway: no check is needed. */
  readonly cookieInDoubt: boolean;
}

/** How the browser goes on from a login. */
export interface LoginStep {
  readonly state: string;
  /** Value of the state cookie to set. */
  readonly browserSecret: string;
  readonly next: { kind: 'authorize'; url: string } | { kind: 'checkCookie' };
}

/** A verified launch: the session it opened and the cookie that proves it. */
export interface OpenedLaunch {
  readonly session: LaunchSession;
  readonly cookie: string;
}

/**
 * Port. Login and launch of LTI 1.3 (1EdTech Security Framework §5.1), without HTTP.
 * Every refusal is a thrown `LaunchRefused`, and leaves no session.
 */
export interface LaunchGate {
  startLogin(request: LoginRequest): Promise<LoginStep>;
  /** After the short hop: the platform's address when the cookie came back, else undefined. */
  cookieHeld(state: string, browserSecret: string | undefined): Promise<string | undefined>;
  /** The same unused login, in a window that keeps its own cookie. */
  continueInNewWindow(state: string): Promise<{ url: string; browserSecret: string }>;
  openLaunch(
    form: Readonly<Record<string, unknown>>,
    secretFor: (state: string) => string | undefined,
  ): Promise<OpenedLaunch>;
}
