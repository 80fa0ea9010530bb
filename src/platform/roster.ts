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

/** The class list of a context as one of its resource links has it. */
export interface LinkRoster extends Roster {
  /** Active learners of the course whom the platform does not let open the link. */
  readonly excluded: ReadonlySet<string>;
}

/** Why a class list is missing or old. */
export type RosterProblem = 'not-offered' | 'refused' | 'unreachable' | 'invalid';

export interface RosterReading<List extends Roster = LinkRoster> {
  readonly roster: List;
  readonly problem?: RosterProblem;
}

export const isActiveLearner = ({ role, active }: Member): boolean => role === 'learner' && active;

/** Port. Keeps what was read, so that a page never waits for a platform that is down. */
export interface RosterStore {
  get(scope: Scope): Promise<Roster | undefined>;
  put(scope: Scope, roster: Roster): Promise<void>;
  /** Adds or corrects one member seen at a launch; writes only when something is new. */
  see(scope: Scope, member: Member): Promise<void>;
}

export type RosterAnswer = { readonly members: readonly Member[] } | { readonly problem: RosterProblem };

/** Port. The lti adapter asks the platform (NRPS 2.0, all pages). */
export interface RosterService {
  /** @param resourceLinkId for those of the context who have access to this link alone (NRPS §3). */
  read(session: LaunchSession, resourceLinkId?: string): Promise<RosterAnswer>;
}
