/**
 * A starting point for a usual situation: criteria of the framework with weights to begin with. No official text
 * weighs criteria; these weights are ours, and the teacher's to change.
 */
export interface ReadyGrid {
  readonly id: string;
  readonly title: string;
  /** What the learner is put to do, in a sentence or two. */
  readonly situation: string;
  /** Among the few that are shown first. */
  readonly featured: boolean;
  /** In the framework's order. */
  readonly criteria: readonly ReadyCriterion[];
}

interface ReadyCriterion {
  readonly criterionCode: string;
  readonly weightHundredths: number;
}
