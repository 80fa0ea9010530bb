import type { TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { TutorSession } from '../../evaluation/tutor/tutorSession.js';

/** Whoever holds a link that lives: before the code, and after. */
export interface TutorEntry {
  readonly link: TutorLink;
  /** `/t/<token>`: the only place where the token stands. */
  readonly base: string;
  readonly session?: TutorSession;
}
