import type { ActivityStore } from '../../evaluation/activity.js';
import type { DeskStore } from '../../evaluation/desk/deskSettings.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { GridStore } from '../../grid/grid.js';
import type { RosterReader } from '../../platform/rosterReader.js';

export interface ActivityServices {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly desks: DeskStore;
  readonly grids: GridStore;
  readonly rosterReader: RosterReader;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Tells the dispatcher that a score waits. */
  readonly wakeDispatcher: () => void;
}
