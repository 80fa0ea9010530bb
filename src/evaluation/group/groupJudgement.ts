import type { Actor, EvaluationContent } from '../evaluation.js';

/**
 * What a teacher judged of a group as one, and last gave to its members. Their own evaluations hold what counts: this
 * tells which of them differ, and what they differ from.
 */
export interface GroupJudgement {
  readonly activityId: string;
  readonly groupId: string;
  /** Grows with each save; 0 when never stored. */
  readonly revision: number;
  readonly gridVersionId: string;
  /** A present learner's, without a mark of its own. */
  readonly content: EvaluationContent;
  readonly updatedAt: Date;
  readonly updatedBy: Actor;
}

/** Port. */
export interface GroupJudgementStore {
  find(activityId: string, groupId: string): Promise<GroupJudgement | undefined>;
  /** One atomic write, if the stored revision is still that of `judgement`; false when it is another one. */
  save(judgement: GroupJudgement): Promise<boolean>;
}
