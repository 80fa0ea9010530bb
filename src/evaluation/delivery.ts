/**
 * The score that the platform's gradebook should hold, kept inside the evaluation so that publishing and
 * wishing to send are one write. Each publication, withdrawal and resend makes a new `version`.
 */
export interface Delivery {
  readonly version: number;
  readonly score: DeliveryScore;
  readonly state: 'pending' | 'sent' | 'refused';
  /** When the dispatcher looks at it next. A claim moves it to the end of its lease. */
  readonly dueAt: Date;
  /** Due then because the activity holds its marks until then, and not claimed since. */
  readonly heldUntil?: Date;
  /** Failed tries of this version. */
  readonly attempts: number;
  readonly failure?: DeliveryFailure;
  readonly sentAt?: Date;
  readonly readBack?: ReadBack;
}

/** A mark, or its withdrawal. */
export type DeliveryScore =
  | {
      readonly kind: 'mark';
      readonly hundredths: number;
      readonly maximumHundredths: number;
      readonly comment: string;
    }
  | { readonly kind: 'withdrawal' };

/** Why a try failed, in terms that a teacher can act on. */
export type FailureReason =
  | 'unreachable'
  | 'timeout'
  | 'rateLimited'
  | 'serverError'
  | 'unauthorized'
  | 'columnGone'
  | 'noGradebook'
  | 'notEnrolled'
  | 'outdated'
  /** A mark that became certificative before it could leave: none is ever sent. */
  | 'certificative'
  | 'refused';

export interface DeliveryFailure {
  readonly reason: FailureReason;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  readonly at: Date;
}

/** What the gradebook said when read after sending. `drifted`: it shows another mark than ours. */
export interface ReadBack {
  readonly verdict: 'same' | 'drifted' | 'missing';
  /** Hundredths of a mark on our maximum, as the platform shows it. */
  readonly hundredths?: number;
  readonly at: Date;
}
