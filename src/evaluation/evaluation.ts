import type { Scope } from '../platform/launchSession.js';
import type { Actor } from './actor.js';
import type { Delivery } from './delivery.js';
import type {
  Counted,
  Observation,
  ObservationNote,
  ObservedMark,
  PublishedObservations,
} from './observation/observation.js';

export type { Actor } from './actor.js';

/** Longest comment, reason or note, in characters; longer ones are refused and kept in the form. */
export const MAXIMUM_COMMENT_LENGTH = 5000;

/** What a teacher set on one criterion. No level and not `notJudged`: still open. */
export interface CriterionEntry {
  readonly levelId?: string;
  readonly notJudged?: true;
  readonly comment?: string;
  /** Judged on scales that the grid left since, one a scale: each comes back with its scale. */
  readonly formerLevels?: readonly FormerLevel[];
}

export interface FormerLevel {
  readonly scaleId: string;
  readonly levelId: string;
}

/** `absent` and `excused` learners get no mark. */
export type Presence = 'present' | 'absent' | 'excused';

/** Everything a teacher judges of one learner. */
export interface EvaluationContent {
  readonly presence: Presence;
  /** By criterion id. */
  readonly entries: Readonly<Record<string, CriterionEntry>>;
  readonly comment: string;
  /** A mark that the teacher sets beside the computed one. */
  readonly adjustment?: Adjustment;
  /** Above the maximum that the grid got since: it comes back with room for it, unless the mark was adjusted anew. */
  readonly formerAdjustment?: Adjustment;
}

export interface Adjustment {
  /** Hundredths of a mark, 0 to the grid's maximum. */
  readonly hundredths: number;
  /** Never empty, `MAXIMUM_COMMENT_LENGTH` characters at most. Learners read it beside their mark. */
  readonly reason: string;
}

/** What learners see: frozen when published, whatever the draft becomes. */
export interface Publication {
  readonly content: EvaluationContent;
  /** The grid version that `content` was judged on. Absent: the activity's first. */
  readonly gridVersionId?: string;
  /** The one that counts: adjusted, else computed. Absent for absent and excused learners, and on certificative grids. */
  readonly mark?: { readonly hundredths: number; readonly maximumHundredths: number };
  /** Where `mark` is an adjusted one: what the grid computed. */
  readonly computedHundredths?: number;
  /** The observations that stood beside the content. Absent: there were none. */
  readonly observations?: PublishedObservations;
  /** Of those observations: see `ObservedMark`. */
  readonly observedKey?: string;
  readonly at: Date;
  readonly by: Actor;
}

/** A group of learners, with the name that it had at that moment. */
export interface GroupName {
  readonly id: string;
  readonly name: string;
}

/** What a teacher writes of one learner: what is judged, and what is noted beside it. */
export type Draft = Pick<Evaluation, 'content' | 'privateNote'>;

/**
 * One changed value, with what stood there before: nothing that was written is lost. Of the private note the
 * history tells only that it changed: a note that is erased is gone.
 */
export interface Change {
  readonly field: 'level' | 'comment' | 'generalComment' | 'presence' | 'adjustment' | 'privateNote';
  readonly criterionId?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface HistoryEntry {
  readonly at: Date;
  readonly by: Actor;
  readonly action: HistoryAction;
  readonly changes: readonly Change[];
  /** Why, where a reason is asked for. */
  readonly reason?: string;
  /** Of `reopened`: the closing that it ended, signatures and hash. */
  readonly closing?: Closing;
  /** Of `applied`: the grid versions that were left and came. */
  readonly versions?: { readonly from: string; readonly to: string };
  /** Of an edit: the group that was judged as one. */
  readonly group?: GroupName;
  /** The observation that it is about, and what changed in it; `changes` are what that made of the content. */
  readonly observation?: ObservationNote;
  /** Of `tutorTaken`: whose levels the teacher took over. */
  readonly tutor?: { readonly name: string; readonly company?: string };
}

/**
 * `applied`: another version of the grid was applied to the activity. `unmarked`, `marked`: it became certificative,
 * or formative, and its publication lost its mark, or was given one. `observed` and what follows it: an observation
 * was added, changed, removed, put back. `recounted`: another rule makes the levels. `levelFixed`, `levelReleased`:
 * a level was taken out of that rule, or given back to it.
 */
type HistoryAction =
  | 'edited'
  | 'ready'
  | 'notReady'
  | 'published'
  | 'withdrawn'
  | 'resent'
  | 'applied'
  | 'unmarked'
  | 'marked'
  | 'tutorTaken'
  | 'closed'
  | 'coSigned'
  | 'reopened'
  | 'observed'
  | 'observationChanged'
  | 'observationRemoved'
  | 'observationRestored'
  | 'recounted'
  | 'levelFixed'
  | 'levelReleased';

/** A certificative evaluation that nobody may change any more. */
export interface Closing {
  readonly at: Date;
  readonly by: Actor;
  /** SHA-256, hexadecimal, of the canonical form of grid, learner, content, author and moment. */
  readonly hash: string;
  /** The second evaluator, who is not the first. */
  readonly coSigned?: { readonly at: Date; readonly by: Actor };
}

/** One learner judged on one activity. One document holds it whole, its pending score included. */
export interface Evaluation extends Scope {
  readonly id: string;
  readonly activityId: string;
  readonly learnerSub: string;
  /** Grows with each save of a teacher; 0 when never stored. Deliveries do not move it. */
  readonly revision: number;
  /** The grid version that `content` is judged on. Absent: the activity's first. */
  readonly gridVersionId?: string;
  readonly content: EvaluationContent;
  /** Of the learner over time, those that were removed included, in the order in which they were written. */
  readonly observations?: readonly Observation[];
  /** How many there are and which, for those who have not read them. Absent: none, or all removed. */
  readonly observed?: ObservedMark;
  /** Present while the activity's rule makes the levels of `content` from the observations. */
  readonly counted?: Counted;
  /** For the teachers alone: no publication, export, platform or learner ever receives it. */
  readonly privateNote?: string;
  /** The group that it was last judged with; what was changed of it since is the learner's own. */
  readonly group?: GroupName & { readonly at: Date };
  /** Judged, and waiting to be published with the others. */
  readonly ready?: { readonly at: Date; readonly by: Actor };
  readonly publication?: Publication;
  readonly closing?: Closing;
  readonly delivery?: Delivery;
  readonly history: readonly HistoryEntry[];
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

/** What lists hold of an evaluation: neither its history nor its observations. */
export type EvaluationSummary = Omit<Evaluation, 'history' | 'observations' | 'counted' | 'publication'> & {
  readonly publication?: PublicationSummary;
};

export type PublicationSummary = Omit<Publication, 'observations'>;

/** A summary beside the observations that make its levels. */
export type ObservedSummary = EvaluationSummary & Pick<Evaluation, 'observations' | 'counted'>;

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly evaluation: Evaluation }
  | { readonly kind: 'conflict'; readonly current: Evaluation };

/** Port. */
export interface EvaluationStore {
  find(activityId: string, learnerSub: string): Promise<Evaluation | undefined>;
  /** All of an activity, without their histories and observations. */
  list(activityId: string): Promise<readonly EvaluationSummary[]>;
  /** All of an activity, without their histories. */
  listObserved(activityId: string): Promise<readonly ObservedSummary[]>;
  /**
   * Writes content, observations, publication, history and the delivery's wish in one atomic document write, if the stored
   * revision is still `evaluation.revision` (0: not stored yet); the saved one has the next revision.
   */
  save(evaluation: Evaluation): Promise<SaveOutcome>;
}
