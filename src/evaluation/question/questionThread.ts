import type { Scope } from '../../platform/launchSession.js';
import type { Activity } from '../activity.js';
import type { Actor } from '../evaluation.js';

/** Longest message, in characters. */
export const MAXIMUM_MESSAGE_LENGTH = 1000;

/** What one learner and their teachers write to each other about one activity: questions, and answers. */
export interface QuestionThread extends Scope {
  readonly id: string;
  readonly activityId: string;
  readonly learnerSub: string;
  /** Grows with each save; 0 when never stored. Reading does not move it. */
  readonly revision: number;
  /** In the order in which they came; none is ever taken out. */
  readonly entries: readonly QuestionEntry[];
  /** How many of the entries the learner's page has shown them. */
  readonly learnerRead: number;
}

export type QuestionEntry = Message | Settling;

interface EntryFacts {
  readonly id: string;
  readonly at: Date;
  readonly by: Actor;
  /** What it is about; absent: the activity as a whole. */
  readonly criterionId?: string;
  /** The grid version that the criterion was read on. */
  readonly gridVersionId: string;
  /** Taken back by its author: nobody else reads it any more. */
  readonly withdrawnAt?: Date;
}

export interface Message extends EntryFacts {
  readonly kind: 'message';
  readonly role: QuestionRole;
  /** Plain text, 1 to `MAXIMUM_MESSAGE_LENGTH` characters. */
  readonly text: string;
}

/** A teacher's word that a question needs no answer in writing. */
export interface Settling extends EntryFacts {
  readonly kind: 'settled';
}

export type QuestionRole = 'learner' | 'teacher';

type ThreadOutcome =
  | { readonly kind: 'saved'; readonly thread: QuestionThread }
  | { readonly kind: 'conflict'; readonly current: QuestionThread };

/** Port. */
export interface QuestionStore {
  find(activityId: string, learnerSub: string): Promise<QuestionThread | undefined>;
  /** The learners of an activity who wait for an answer. */
  waitingSubs(activityId: string): Promise<ReadonlySet<string>>;
  /**
   * One atomic document write of the entries, if the stored revision is still `revision` (0: not stored yet); the
   * saved one has the next revision. What the learner has read stays as it is stored.
   */
  save(thread: QuestionThread): Promise<ThreadOutcome>;
  /** The learner has been shown so many entries; fewer than before change nothing. */
  markRead(thread: QuestionThread, count: number): Promise<void>;
}

/** One in which nobody has written, not stored yet. */
export function blankThread(activity: Activity, learnerSub: string, id: string): QuestionThread {
  const { registrationId, deploymentId, contextId } = activity;
  return {
    registrationId,
    deploymentId,
    contextId,
    id,
    activityId: activity.id,
    learnerSub,
    revision: 0,
    entries: [],
    learnerRead: 0,
  };
}

/** What was written about one criterion, or about the whole. */
export interface Topic {
  /** Absent: the whole. */
  readonly criterionId?: string;
  readonly entries: readonly QuestionEntry[];
  /** Whether the learner's word is the last that stands. */
  readonly isWaiting: boolean;
}

/** The entries by what they are about, in the order of their first ones. */
export function topicsOf({ entries }: Pick<QuestionThread, 'entries'>): readonly Topic[] {
  const criterionIds = new Set(entries.map(({ criterionId }) => criterionId));
  return [...criterionIds].map((criterionId) => {
    const own = entries.filter((entry) => entry.criterionId === criterionId);
    return { ...(criterionId !== undefined && { criterionId }), entries: own, isWaiting: isWaiting(own) };
  });
}

/** Whether a learner waits for an answer to anything. */
export const waits = (thread: Pick<QuestionThread, 'entries'>): boolean =>
  topicsOf(thread).some((topic) => topic.isWaiting);

function isWaiting(entries: readonly QuestionEntry[]): boolean {
  const last = entries.findLast(({ withdrawnAt }) => !withdrawnAt);
  return last?.kind === 'message' && last.role === 'learner';
}

/** The teachers' entries that the learner has not been shown yet. */
export const unreadEntries = ({ entries, learnerRead }: QuestionThread): readonly QuestionEntry[] =>
  entries
    .slice(learnerRead)
    .filter((entry) => !entry.withdrawnAt && !(entry.kind === 'message' && entry.role === 'learner'));
