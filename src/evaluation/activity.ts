import type { Grid } from '../grid/grid.js';
import type { GradeService, Scope } from '../platform/launchSession.js';

/** « Activité d'évaluation »: a snapshot of one grid version, bound to one resource link of the platform. */
export interface Activity extends Scope {
  readonly id: string;
  readonly resourceLinkId: string;
  readonly title: string;
  readonly gridVersionId: string;
  readonly grid: Grid;
  /** Versions that were applied before, oldest first: publications made on them are read with them. */
  readonly pastGrids?: readonly PastGrid[];
  /** Publications made earlier reach learners and the gradebook at this moment only. */
  readonly releaseAt?: Date;
  /** As the latest launch announced it; absent where the platform offers no gradebook. */
  readonly gradeService?: GradeService;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface PastGrid {
  readonly gridVersionId: string;
  readonly grid: Grid;
  readonly until: Date;
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
}
