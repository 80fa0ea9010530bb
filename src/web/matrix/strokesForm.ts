import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { NOT_JUDGED } from '../../evaluation/judgement.js';
import { gridOf, hasVersionOf } from '../../evaluation/gridOf.js';
import type { Stroke } from '../../evaluation/stroke/stroke.js';
import type { Grid } from '../../grid/grid.js';
import { jsonText } from '../jsonText.js';

/** Strokes of one teacher, on the version of the grid that their page was made from. */
export interface StrokesForm {
  readonly gridVersionId: string;
  readonly strokes: readonly Stroke[];
}

/** Strokes of one request; the page sends as many requests as it needs. */
export const MAXIMUM_STROKES = 500;

const value = z.string().max(200);

const posted = z.object({
  learner: z.string().min(1).max(500),
  /** Absent: the stroke is about presence. */
  criterion: z.string().max(200).optional(),
  from: value,
  to: value,
});
type Posted = z.infer<typeof posted>;

const fields = z.object({ gridVersion: z.string(), strokes: jsonText.pipe(z.array(posted)) });

/**
 * Reads what the table's script posts: `gridVersion`, and `strokes` as a JSON list of {learner, criterion?, from, to}.
 *
 * @throws {BadRequest} for a version that the activity never had, for a criterion, a level or a presence that its
 *   grid does not have, for more than `MAXIMUM_STROKES`, and for what no page of ours sends.
 */
export function parseStrokesForm(body: unknown, activity: Activity): StrokesForm {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`strokes: ${z.prettifyError(parsed.error)}`);
  const { gridVersion: gridVersionId, strokes } = parsed.data;
  if (strokes.length > MAXIMUM_STROKES) throw new BadRequest(`${strokes.length} strokes at once`);
  const grid = madeOn(activity, gridVersionId);
  return { gridVersionId, strokes: strokes.map((stroke) => strokeOf(stroke, grid)) };
}

/** @throws {BadRequest} for a version that the activity never had. */
export function madeOn(activity: Activity, gridVersionId: string): Grid {
  if (!hasVersionOf(activity, { gridVersionId })) throw new BadRequest('strokes: unknown grid version');
  return gridOf(activity, { gridVersionId });
}

function strokeOf({ learner: learnerSub, criterion: criterionId, from, to }: Posted, grid: Grid): Stroke {
  if (criterionId === undefined) return { learnerSub, field: 'presence', from, to: presenceOf(to) };
  if (!grid.criteria.some(({ id }) => id === criterionId)) throw new BadRequest('strokes: unknown criterion');
  return { learnerSub, field: 'level', criterionId, from, to: levelOf(to, grid) };
}

/** @throws {BadRequest} for what is no presence. */
export function presenceOf(wished: string): string {
  if (!['present', 'absent', 'excused'].includes(wished)) throw new BadRequest('strokes: unknown presence');
  return wished;
}

/** @throws {BadRequest} for a level that the grid's scale does not have. */
export function levelOf(wished: string, { scale }: Grid): string {
  const isKnown = wished === '' || wished === NOT_JUDGED || scale.levels.some(({ id }) => id === wished);
  if (!isKnown) throw new BadRequest('strokes: unknown level');
  return wished;
}
