import type { Grid } from '../grid/grid.js';
import type { GradeService, Scope } from '../platform/launchSession.js';
import type { Actor } from './actor.js';
import type { CountingRule } from './observation/observation.js';

/** « Activité d'évaluation »: a snapshot of one grid version, bound to one resource link of the platform. */
export interface Activity extends Scope {
  readonly id: string;
  readonly resourceLinkId: string;
  readonly title: string;
  readonly gridVersionId: string;
  readonly grid: Grid;
  /** Versions that were applied before, oldest first: publications made on them are read with them. */
  readonly pastGrids?: readonly PastGrid[];
  /** Under way: the grid has moved, some evaluations have not been written yet. */
  readonly application?: Application;
  /** How several observations of one learner count. Absent: the activity holds none, as most do. */
  readonly counting?: CountingRule;
  /** Under way: the rule has changed, some evaluations have not been counted anew yet. */
  readonly recount?: Recount;
  /** Publications made earlier reach learners and the gradebook at this moment only. */
  readonly releaseAt?: Date;
  /** Learners may place themselves before they see the teacher's levels. Absent: it is not open. */
  readonly selfAssessment?: SelfAssessmentOpening;
  /** As the latest launch announced it; absent where the platform offers no gradebook. */
  readonly gradeService?: GradeService;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Since when, and by whom, learners may place themselves. */
export interface SelfAssessmentOpening {
  readonly openedAt: Date;
  readonly by: Actor;
  /** Whether nobody sees their result without placing themself first. */
  readonly required: boolean;
}

export interface PastGrid {
  readonly gridVersionId: string;
  readonly grid: Grid;
  /** When it was last left for another one. */
  readonly until: Date;
}

/** Another version on its way to the evaluations of an activity: what is needed to finish it after a crash. */
export interface Application {
  readonly id: string;
  /** The version that was left. */
  readonly from: string;
  readonly by: Actor;
  readonly at: Date;
  /** The publications that the teacher wants on the new version, by learner. */
  readonly republished: readonly { readonly learnerSub: string; readonly publishedAt: Date }[];
}

/** Another rule on its way to the evaluations of an activity: what is needed to finish it after a crash. */
export interface Recount {
  readonly id: string;
  readonly by: Actor;
  readonly at: Date;
  /** Whether levels that a teacher chose before the rule stay. */
  readonly keepsChoices: boolean;
}

/** Port. */
export interface ActivityStore {
  /** One activity a resource link: a second call for the same link gives the first's. */
  addOnce(activity: Activity): Promise<Activity>;
  get(id: string, scope: Scope): Promise<Activity | undefined>;
  findByLink(scope: Scope, resourceLinkId: string): Promise<Activity | undefined>;
  /** For the dispatcher, which acts for no session. */
  getForDelivery(id: string): Promise<Activity | undefined>;
  setGradeService(id: string, gradeService: GradeService): Promise<void>;
  /** Publications reach learners and the gradebook at that moment, or at once when there is none. */
  setReleaseAt(id: string, releaseAt: Date | undefined): Promise<void>;
  /** Opens the self-assessment, changes it, or closes it when there is none. */
  setSelfAssessment(id: string, opening: SelfAssessmentOpening | undefined): Promise<void>;
  /**
   * Makes the grid formative or certificative, unless a version is being applied.
   *
   * @returns undefined while one is: nothing was written.
   */
  setPurpose(id: string, purpose: Grid['purpose']): Promise<Activity | undefined>;
  /**
   * Has another rule, or none, count the observations, and notes the recount in the same write, unless the stored
   * rule is no longer that of `from`, or a version or another recount is under way.
   *
   * @returns undefined then: nothing was written.
   */
  beginRecount(
    from: Pick<Activity, 'id' | 'counting'>,
    counting: CountingRule | undefined,
    recount: Recount,
  ): Promise<Activity | undefined>;
  /** Every evaluation is counted by it. */
  endRecount(id: string, recountId: string): Promise<void>;
  /**
   * Writes version, grid, past grids and application of `next` in one write, if the stored activity still has the
   * version that the application leaves and the purpose of `next`, and none is under way.
   *
   * @returns undefined when it has moved on: nothing was written.
   */
  beginApplication(next: Activity & { readonly application: Application }): Promise<Activity | undefined>;
  /** Every evaluation holds it. */
  endApplication(id: string, applicationId: string): Promise<void>;
  /** Activities on which an application or a recount was begun and not ended. */
  listUnfinished(): Promise<readonly Activity[]>;
}
