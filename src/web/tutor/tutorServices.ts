import type { ActivityStore } from '../../evaluation/activity.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { CodeSeal, TutorLinkStore } from '../../evaluation/tutor/tutorLink.js';
import type { TutorObservationStore } from '../../evaluation/tutor/tutorObservation.js';
import type { TutorSessionStore } from '../../evaluation/tutor/tutorSession.js';
import type { Journal } from '../../platform/journal.js';
import type { RosterStore } from '../../platform/roster.js';
import type { Log } from '../log.js';

export interface TutorServices {
  readonly url: string;
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly rosters: RosterStore;
  readonly tutorLinks: TutorLinkStore;
  readonly tutorSessions: TutorSessionStore;
  readonly tutorObservations: TutorObservationStore;
  readonly codeSeal: CodeSeal;
  readonly journal: Journal;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}
