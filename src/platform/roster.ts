import type { CourseRole, LaunchSession, Scope } from './launchSession.js';

/** Someone of a context, as NRPS or their own launch named them. No e-mail is kept. */
export interface Member {
  readonly sub: string;
  readonly name?: string;
  /** Sorting name, where the platform tells: « Bézier Chloé ». */
  readonly familyName?: string;
  readonly givenName?: string;
  readonly role: CourseRole;
  readonly active: boolean;
  /** Groups of the platform, by its ids. Absent where it never told; empty for who is in none. */
  readonly groupIds?: readonly string[];
}

/** The class list of one context, as last read. */
export interface Roster {
  readonly members: readonly Member[];
  /** When the platform last gave the whole list; absent when it never did. */
  readonly readAt?: Date;
}

/** Why a class list is missing or old. */
export type RosterProblem = 'not-offered' | 'refused' | 'unreachable' | 'invalid';

export interface RosterReading {
  readonly roster: Roster;
  readonly problem?: RosterProblem;
}

/** Port. Keeps what was read, so that a page never waits for a platform that is down. */
export interface RosterStore {
  get(scope: Scope): Promise<Roster | undefined>;
  put(scope: Scope, roster: Roster): Promise<void>;
  /** Adds or corrects one member seen at a launch; writes only when something is new. */
  see(scope: Scope, member: Member): Promise<void>;
}

/** Port. The lti adapter asks the platform (NRPS 2.0, all pages). */
export interface RosterService {
  read(session: LaunchSession): Promise<{ members: readonly Member[] } | { problem: RosterProblem }>;
}
