import type { CourseRole, Scope } from './launchSession.js';

/** How long a line is kept: a school year, and the time in which its marks may be contested. */
const KEPT_DAYS = 730;

/**
 * One thing that somebody did in a course. It tells that it was done, never what was written: texts, levels and marks
 * stay where they belong.
 */
export interface JournalEntry extends Scope {
  /** The same for what counts as one act, so that a class of autosaves is not a thousand lines. */
  readonly id: string;
  readonly at: Date;
  /** Opaque user of the platform; for a tutor's link, that link. */
  readonly actorSub: string;
  readonly role: CourseRole | 'tutor';
  /** The launch that the actor came by. */
  readonly sessionId: string;
  /** A stable word such as `evaluation.published`. */
  readonly action: string;
  readonly resourceLinkId?: string;
  /** Whom it was about. */
  readonly learnerSub?: string;
  readonly expiresAt: Date;
}

/** What is looked up; the newest lines come first. */
interface JournalQuery {
  readonly registrationId: string;
  readonly contextId?: string;
  readonly from: Date;
  readonly limit: number;
}

/** Port. Lines are added, and cleared when their time is over; nothing changes one. */
export interface Journal {
  /** Does nothing where a line of this id stands already. */
  append(entry: JournalEntry): Promise<void>;
  list(query: JournalQuery): Promise<readonly JournalEntry[]>;
}

/** When a line of this moment may be cleared. */
export const journalExpiry = (at: Date): Date => new Date(at.getTime() + KEPT_DAYS * 86_400_000);
