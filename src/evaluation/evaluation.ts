import type { Scope } from '../platform/launchSession.js';
import type { Delivery } from './delivery.js';

/** Longest comment, in characters; longer ones are refused and kept in the form. */
export const MAXIMUM_COMMENT_LENGTH = 5000;

/** Who did something: an opaque platform user, and the name shown at that moment. */
export interface Actor {
  readonly sub: string;
  readonly name?: string;
}

/** What a teacher set on one criterion. No level and not `notJudged`: still open. */
export interface CriterionEntry {
  readonly levelId?: string;
  readonly notJudged?: true;
  readonly comment?: string;
}

/** `absent` and `excused` learners get no mark. */
export type Presence = 'present' | 'absent' | 'excused';

/** Everything a teacher judges of one learner. */
export interface EvaluationContent {
  readonly presence: Presence;
  /** By criterion id. */
  readonly entries: Readonly<Record<string, CriterionEntry>>;
  readonly comment: string;
}

/** What learners see: frozen when published, whatever the draft becomes. */
export interface Publication {
  readonly content: EvaluationContent;
  /** Absent for absent and excused learners, and on certificative grids. */
  readonly mark?: { readonly hundredths: number; readonly maximumHundredths: number };
  readonly at: Date;
  readonly by: Actor;
}

/** One changed value, with what stood there before: nothing that was written is lost. */
export interface Change {
  readonly field: 'level' | 'comment' | 'generalComment' | 'presence';
  readonly criterionId?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface HistoryEntry {
  readonly at: Date;
  readonly by: Actor;
  readonly action: 'edited' | 'published' | 'withdrawn' | 'resent';
  readonly changes: readonly Change[];
}

/** One learner judged on one activity. One document holds it whole, its pending score included. */
export interface Evaluation extends Scope {
  readonly id: string;
  readonly activityId: string;
  readonly learnerSub: string;
  /** Grows with each save of a teacher; 0 when never stored. Deliveries do not move it. */
  readonly revision: number;
  readonly content: EvaluationContent;
  readonly publication?: Publication;
  readonly delivery?: Delivery;
  readonly history: readonly HistoryEntry[];
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

export type EvaluationSummary = Omit<Evaluation, 'history'>;

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly evaluation: Evaluation }
  | { readonly kind: 'conflict'; readonly current: Evaluation };

/** Port. */
export interface EvaluationStore {
  find(activityId: string, learnerSub: string): Promise<Evaluation | undefined>;
  /** All of an activity, without their histories. */
  list(activityId: string): Promise<readonly EvaluationSummary[]>;
  /**
   * Writes content, publication, history and the delivery's wish in one atomic document write, if the stored
   * revision is still `evaluation.revision` (0: not stored yet); the saved one has the next revision.
   */
  save(evaluation: Evaluation): Promise<SaveOutcome>;
}
