import type { Activity } from '../evaluation/activity.js';
import type { DeliveryScore, FailureReason } from '../evaluation/delivery.js';

/** A column of a platform's gradebook (AGS *line item*). */
export interface Column {
  readonly registrationId: string;
  readonly lineItemUrl: string;
  /** AGS scopes granted with it: a column may be written to without being readable. */
  readonly scopes: readonly string[];
}

export interface Score {
  readonly learnerSub: string;
  /** Whole seconds, strictly later than the learner's last one on this column, never in the future. */
  readonly timestamp: Date;
  readonly score: DeliveryScore;
}

export type Failure = {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  /** Trying again later may help. */
  readonly temporary: boolean;
  readonly status?: number;
  /** The platform's own wish (`Retry-After`), in seconds. */
  readonly retryAfterSeconds?: number;
};

export type SendOutcome = { readonly kind: 'accepted' } | Failure;

export type ReadOutcome =
  { readonly kind: 'read'; readonly result?: { readonly score: number; readonly maximum: number } } | Failure;

export type ColumnOutcome = { readonly kind: 'found'; readonly column: Column } | Failure;

/** Port. The lti adapter speaks AGS 2.0; every expected trouble is an outcome, never an exception. */
export interface Gradebook {
  /** The activity's column: announced by the launch, found by resource link, or created where that is allowed. */
  column(activity: Activity): Promise<ColumnOutcome>;
  send(column: Column, score: Score): Promise<SendOutcome>;
  /** What the gradebook holds for one learner. */
  read(column: Column, learnerSub: string): Promise<ReadOutcome>;
}
