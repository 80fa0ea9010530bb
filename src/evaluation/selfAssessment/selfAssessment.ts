import type { Scope } from '../../platform/launchSession.js';
import type { Activity } from '../activity.js';
import type { EvaluationContent } from '../evaluation.js';

/** Longest remark on a criterion, in characters: a sentence or two. */
export const MAXIMUM_REMARK_LENGTH = 500;

/** Longest word on the whole, in characters. */
export const MAXIMUM_REFLECTION_LENGTH = 1000;

/**
 * Where a learner places themself, in the shape of what teachers judge, so that both are carried alike from one
 * version of a grid to another: a level and a remark (`comment`) by criterion, and what they are proud of or will
 * work on (`comment` of the whole).
 */
export type SelfContent = Pick<EvaluationContent, 'entries' | 'comment'>;

/** « Autoévaluation »: a learner's own voice beside the teacher's. No mark, no publication, no hash knows it. */
export interface SelfAssessment extends Scope {
  readonly id: string;
  readonly activityId: string;
  readonly learnerSub: string;
  /** Grows with each save; 0 when never stored. */
  readonly revision: number;
  /** The grid version that the learner placed themself on. */
  readonly gridVersionId: string;
  readonly content: SelfContent;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  /** From then on teachers see it. Absent: a draft that nobody but the learner sees. */
  readonly submittedAt?: Date;
  /** When the learner first saw the teacher's levels: from then on nothing changes any more. */
  readonly resultSeenAt?: Date;
  /** When a teacher last had before them what was submitted. */
  readonly teacherSeenAt?: Date;
}

/** That one is submitted, without what it says. */
export type SubmittedSelf = Pick<SelfAssessment, 'learnerSub' | 'teacherSeenAt'> & {
  readonly submittedAt: Date;
};

export type SelfOutcome =
  | { readonly kind: 'saved'; readonly selfAssessment: SelfAssessment }
  | { readonly kind: 'conflict'; readonly current: SelfAssessment };

/** Port. */
export interface SelfAssessmentStore {
  find(activityId: string, learnerSub: string): Promise<SelfAssessment | undefined>;
  /** Of the learners of an activity whose self-assessment is submitted. */
  listSubmitted(activityId: string): Promise<readonly SubmittedSelf[]>;
  /**
   * One atomic document write, if the stored revision is still `revision` (0: not stored yet); the saved one has the
   * next revision.
   */
  save(selfAssessment: SelfAssessment): Promise<SelfOutcome>;
  /** Without a revision of its own: what the learner is writing meanwhile is theirs. */
  markSeen(id: string, at: Date): Promise<void>;
}

/** One that nobody has begun, not stored yet. */
export function blankSelfAssessment(
  activity: Activity,
  learnerSub: string,
  id: string,
  at: Date,
): SelfAssessment {
  const { registrationId, deploymentId, contextId, gridVersionId } = activity;
  return {
    registrationId,
    deploymentId,
    contextId,
    id,
    activityId: activity.id,
    learnerSub,
    revision: 0,
    gridVersionId,
    content: { entries: {}, comment: '' },
    startedAt: at,
    updatedAt: at,
  };
}
