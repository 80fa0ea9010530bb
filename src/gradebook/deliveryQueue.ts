import type { Delivery, DeliveryFailure, ReadBack } from '../evaluation/delivery.js';
import type { HeldDeliveries } from '../evaluation/release.js';

/** A pending score that one dispatcher may deliver until its lease ends. */
export interface Claim {
  readonly evaluationId: string;
  readonly activityId: string;
  readonly registrationId: string;
  readonly learnerSub: string;
  readonly delivery: Delivery;
  /** Names the claim: it is what `dueAt` was set to. */
  readonly leaseUntil: Date;
  /** Timestamp of the learner's last score that may have reached the platform. */
  readonly lastScoreAt?: Date;
}

export type Settlement =
  | { readonly kind: 'sent'; readonly at: Date; readonly readBack?: ReadBack }
  | { readonly kind: 'retry'; readonly dueAt: Date; readonly failure: DeliveryFailure }
  | { readonly kind: 'refused'; readonly failure: DeliveryFailure }
  /** Not tried yet: it is too early for a strictly later timestamp. Counts as no attempt. */
  | { readonly kind: 'postponed'; readonly dueAt: Date }
  /** Not tried: its activity holds marks until then. Counts as no attempt. */
  | { readonly kind: 'held'; readonly until: Date };

/** Port. The queue is the pending evaluations themselves; every call is one atomic document write. */
export interface DeliveryQueue extends HeldDeliveries {
  /** The longest due pending score, now leased; registrations listed in `except` are passed over. */
  claim(when: { now: Date; leaseUntil: Date; except: readonly string[] }): Promise<Claim | undefined>;
  /**
   * Notes, before sending, the timestamp that is about to leave. False when the lease was lost or the
   * teacher published again: then nothing may be sent.
   */
  noteTimestamp(claim: Claim, timestamp: Date): Promise<boolean>;
  /** Does nothing when the delivery has moved on meanwhile. */
  settle(claim: Claim, settlement: Settlement): Promise<void>;
  /** When the next pending score is due, for a dispatcher that sleeps. */
  nextDueAt(): Promise<Date | undefined>;
  /** How many scores are pending: due, leased, waiting after a failure, or held. */
  countPending(): Promise<number>;
}
