import type { TutorLink } from './tutorLink.js';

/** One browser that gave the right code: until then it is not asked again. */
export interface TutorSession {
  /** SHA-256 of the cookie that proves the session; the cookie itself is kept nowhere. */
  readonly cookieHash: string;
  readonly linkId: string;
  /** Of the address that was opened: a new address ends the sessions of the former one. */
  readonly tokenHash: string;
  /** Synchronizer token of the session's forms. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

/** Port. */
export interface TutorSessionStore {
  add(session: TutorSession): Promise<void>;
  /** Never gives an expired session. */
  get(cookieHash: string, now: Date): Promise<TutorSession | undefined>;
  remove(cookieHash: string): Promise<void>;
}

/** A working day: the phone may be the company's. */
const SESSION_SECONDS = 12 * 3600;

/** When a session that begins now ends: with its link at the latest. */
export function sessionEnd({ expiresAt }: Pick<TutorLink, 'expiresAt'>, now: Date): Date {
  const end = new Date(now.getTime() + SESSION_SECONDS * 1000);
  return end < expiresAt ? end : expiresAt;
}
