import type { Grid } from '../grid/grid.js';
import type { Activity } from './activity.js';
import type { Evaluation } from './evaluation.js';
import { gridOf, versionOf } from './gridOf.js';

/** The grids that the values of a history's entry stand for. */
export interface EntryGrids {
  readonly from: Grid;
  /** Another one where the entry says that a version was applied. */
  readonly to: Grid;
}

/** For each entry of an evaluation's history, in its order, the grid that it was made on. */
export function historyGrids(
  activity: Activity,
  evaluation: Pick<Evaluation, 'history' | 'gridVersionId'>,
): readonly EntryGrids[] {
  const { history } = evaluation;
  const first = history.find(({ versions }) => versions)?.versions?.from;
  let version = first ?? versionOf(activity, evaluation);
  return history.map(({ versions }) => {
    const from = gridOf(activity, { gridVersionId: version });
    version = versions?.to ?? version;
    return { from, to: gridOf(activity, { gridVersionId: version }) };
  });
}
