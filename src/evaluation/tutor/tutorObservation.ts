import type { Actor } from '../evaluation.js';
import type { Tutor } from './tutorLink.js';

/** What a tutor said on one criterion. No level and not `notObserved`: no answer yet. */
export interface TutorEntry {
  readonly levelId?: string;
  readonly notObserved?: true;
  readonly comment?: string;
}

export interface TutorAnswers {
  readonly tutor: Tutor;
  /** By criterion id. */
  readonly entries: Readonly<Record<string, TutorEntry>>;
  readonly comment: string;
}

/**
 * One learner as a company tutor saw them: a voice beside the teacher's, which counts for nothing until a teacher
 * takes it over.
 */
export interface TutorObservation {
  readonly id: string;
  readonly linkId: string;
  readonly activityId: string;
  readonly learnerSub: string;
  /** The grid version that the answers are read on. */
  readonly gridVersionId: string;
  /** Grows with each save of the tutor; 0 when never stored. */
  readonly revision: number;
  /** As the tutor left it; teachers do not see it. */
  readonly draft: TutorAnswers;
  /** What teachers see: frozen when sent, whatever the draft becomes. */
  readonly sent?: SentAnswers;
  /** A teacher took over some of what was sent: the tutor changes nothing more. */
  readonly taken?: { readonly at: Date; readonly by: Actor };
  /** When a teacher last had before them what was sent. */
  readonly seenAt?: Date;
  readonly updatedAt: Date;
}

export interface SentAnswers {
  readonly answers: TutorAnswers;
  readonly at: Date;
}

/** Enough to say how far a tutor is, and whether there is news. */
export interface TutorProgress extends Pick<
  TutorObservation,
  'id' | 'linkId' | 'learnerSub' | 'taken' | 'seenAt' | 'updatedAt'
> {
  readonly sentAt?: Date;
  /** Who says that they answered. */
  readonly tutorName: string;
}

export type SaveAnswersOutcome =
  | { readonly kind: 'saved'; readonly observation: TutorObservation }
  | { readonly kind: 'conflict'; readonly current: TutorObservation };

/** Port. */
export interface TutorObservationStore {
  find(linkId: string, learnerSub: string): Promise<TutorObservation | undefined>;
  /** What tutors sent about one learner, oldest first. */
  listSent(activityId: string, learnerSub: string): Promise<readonly TutorObservation[]>;
  /** How far the tutors of an activity are, without their answers. */
  listProgress(activityId: string): Promise<readonly TutorProgress[]>;
  /**
   * Writes draft and sent answers in one atomic write, if the stored revision is still `observation.revision`
   * (0: not stored yet) and no teacher took the answers over; the saved one has the next revision.
   */
  save(observation: TutorObservation): Promise<SaveAnswersOutcome>;
  /**
   * A teacher takes over what was sent at that moment: nothing of it changes from now on.
   *
   * @returns false when something else was sent since: nothing was written.
   */
  markTaken(id: string, sentAt: Date, taken: { readonly at: Date; readonly by: Actor }): Promise<boolean>;
  /** The tutor may correct again. */
  unmarkTaken(id: string, activityId: string): Promise<void>;
  markSeen(id: string, at: Date): Promise<void>;
}
