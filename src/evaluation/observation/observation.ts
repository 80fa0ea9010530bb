import type { Actor } from '../actor.js';

/** Longest title of an observation, in characters. */
export const MAXIMUM_TITLE_LENGTH = 200;

/** Of one learner, those that were removed included: a document of a database holds 16 MB. */
export const MAXIMUM_OBSERVATIONS = 60;
/** Of all comments of one learner's observations. */
export const MAXIMUM_OBSERVED_CHARACTERS = 1_000_000;

/** Where a learner was seen at work; « PFMP » is a placement in a company. */
export const SITUATIONS = ['class', 'pfmp', 'simulation', 'other'] as const;
type Situation = (typeof SITUATIONS)[number];

/** What was seen on one criterion, on one occasion. */
interface ObservedEntry {
  readonly levelId?: string;
  readonly comment?: string;
}

/** One occasion on which a learner was judged on the activity's criteria, or on some of them. */
export interface Observation {
  readonly id: string;
  readonly situation: Situation;
  /** « Oral blanc »; never empty. */
  readonly title?: string;
  /** A calendar day, such as 2040-01-16. */
  readonly observedOn: string;
  /** The version that `entries` were judged on: it is read with that one, whatever came since. */
  readonly gridVersionId: string;
  /** By criterion id; a criterion that was not seen has none. */
  readonly entries: Readonly<Record<string, ObservedEntry>>;
  readonly comment: string;
  /** Absent on that day: what stands in `entries` is kept, and does not count. */
  readonly absent?: true;
  /** The teacher keeps it out of the rule; it stays visible. */
  readonly leftOut?: true;
  /** Who saw it. */
  readonly by: Actor;
  /** When it was first written down. */
  readonly at: Date;
  /** Grows with each change of it; 1 when first written. */
  readonly version: number;
  /** Its latest change, where there was one. */
  readonly edited?: { readonly at: Date; readonly by: Actor };
  /** Taken over by a teacher from a tutor's answers: the tutor's own words, which nobody rewrites. */
  readonly source?: 'tutor';
  /** Removed, and kept: it can be put back. */
  readonly removed?: { readonly at: Date; readonly by: Actor };
}

/**
 * How the observations of a learner make the levels that count: the teacher chooses, or criterion by criterion the
 * latest one, the best one, or the level nearest to their mean.
 */
export const COUNTING_RULES = ['byHand', 'last', 'best', 'mean'] as const;
export type CountingRule = (typeof COUNTING_RULES)[number];
export type AutomaticRule = Exclude<CountingRule, 'byHand'>;

/** What a rule made of one evaluation's observations. */
export interface Counted {
  readonly rule: AutomaticRule;
  /** Criterion id → the level that the rule gives. */
  readonly levels: Readonly<Record<string, string>>;
  /** Criteria whose level a teacher chose instead: the rule leaves them alone until they are released. */
  readonly byHand: readonly string[];
}

/** What stands for the observations where they are not read. */
export interface ObservedMark {
  /** Without those that were removed. */
  readonly count: number;
  /** The same for the same observations, another one for others: see `observedKey`. */
  readonly key: string;
}

/** The observations as a learner may read them beside a publication. */
export interface PublishedObservations {
  /** Without those that were removed. */
  readonly all: readonly Observation[];
  /** The rule that made the published levels; absent where the teacher chose all of them. */
  readonly rule?: AutomaticRule;
  /** Criteria whose published level the teacher chose instead. */
  readonly byHand: readonly string[];
}

/** One changed value of an observation, with what stood there before. */
export interface ObservationChange {
  readonly field:
    'level' | 'comment' | 'generalComment' | 'situation' | 'title' | 'observedOn' | 'absent' | 'leftOut';
  readonly criterionId?: string;
  readonly from: string;
  readonly to: string;
}

/** What a line of history says of an observation. */
export interface ObservationNote extends Pick<
  Observation,
  'id' | 'situation' | 'title' | 'observedOn' | 'gridVersionId'
> {
  readonly changes: readonly ObservationChange[];
}

/** Whether it still stands. */
export const stands = ({ removed }: Observation): boolean => removed === undefined;

/** Whether a rule may take it into account. */
export const mayCount = ({ removed, absent, leftOut }: Observation): boolean =>
  !removed && !absent && !leftOut;

/** By day, then by the moment of writing: the latest last. */
export const byDay = (a: Observation, b: Observation): number =>
  compared(a.observedOn, b.observedOn) || a.at.getTime() - b.at.getTime() || compared(a.id, b.id);

const compared = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
