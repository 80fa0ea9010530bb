import type { Activity } from '../activity.js';
import { levelSurvives } from '../carriedContent.js';
import { NOT_JUDGED } from '../judgement.js';
import { gridOf } from '../gridOf.js';
import type { Stroke } from './stroke.js';

/** Strokes as they are on an activity's version of the grid. */
export interface StrokesOn {
  readonly placed: readonly Stroke[];
  /** Their criterion, or the level that they set, is not on this version. */
  readonly unplaced: readonly Stroke[];
}

/** Brings strokes that were made on one of an activity's versions to the one it has now. */
export function strokesOn(
  activity: Activity,
  madeOn: { readonly gridVersionId: string },
  strokes: readonly Stroke[],
): StrokesOn {
  if (madeOn.gridVersionId === activity.gridVersionId) return { placed: strokes, unplaced: [] };
  const { scale } = gridOf(activity, madeOn);
  const { scale: now, criteria } = activity.grid;
  const known = new Set(criteria.map(({ id }) => id));
  const stands = (value: string) => value === '' || value === NOT_JUDGED || levelSurvives(value, scale, now);
  const isPlaced = ({ field, criterionId = '', to }: Stroke) =>
    field === 'presence' || (known.has(criterionId) && stands(to));
  // A level that the new scale does not have was set aside where the teacher saw it: the criterion is open again.
  const carried = (stroke: Stroke): Stroke =>
    stroke.field === 'presence' || stands(stroke.from) ? stroke : { ...stroke, from: '' };
  return {
    placed: strokes.filter(isPlaced).map(carried),
    unplaced: strokes.filter((stroke) => !isPlaced(stroke)),
  };
}
