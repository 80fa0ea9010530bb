import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import type { Stroke } from '../../evaluation/stroke/stroke.js';
import type { Grid } from '../../grid/grid.js';
import { levelOf, madeOn, presenceOf, type StrokesForm } from './strokesForm.js';

/** What the page of one criterion posts without a script: one choice a learner, beside what stood there. */
export interface CriterionForm extends StrokesForm {
  readonly action: 'save' | 'next' | 'fill';
}

/** What stands of one learner on one criterion, as a radio button carries it: « present 3 », « absent ». */
export interface Standing {
  readonly presence: string;
  /** Absent in the choice of an absence, which leaves the level alone. */
  readonly level?: string;
}

export const standingValue = ({ presence, level }: Standing): string =>
  level === undefined ? presence : `${presence} ${level}`;

const envelope = z.object({
  gridVersion: z.string(),
  action: z.enum(['save', 'next', 'fill']).default('save'),
  /** The level that all get who have none. */
  fill: z.string().optional(),
});

const WAS = 'was.';
const SET = 'set.';

/**
 * Reads `was.<learner>` and `set.<learner>` as strokes on one criterion; with `action=fill`, those who have no level
 * get the one of `fill`.
 *
 * @throws {BadRequest} as `parseStrokesForm`.
 */
export function parseCriterionForm(body: unknown, criterionId: string, activity: Activity): CriterionForm {
  const given = (body ?? {}) as Record<string, unknown>;
  const parsed = envelope.safeParse(given);
  if (!parsed.success) throw new BadRequest(`criterion form: ${z.prettifyError(parsed.error)}`);
  const { gridVersion: gridVersionId, action, fill } = parsed.data;
  const grid = madeOn(activity, gridVersionId);
  if (!grid.criteria.some(({ id }) => id === criterionId)) throw new BadRequest('unknown criterion');

  const filled = action === 'fill' && fill !== undefined ? levelOf(fill, grid) : undefined;
  const strokes = Object.entries(given)
    .filter(([name]) => name.startsWith(WAS))
    .flatMap(([name, was]) => {
      const learnerSub = name.slice(WAS.length);
      const before = readStanding(was, grid);
      const chosen = given[`${SET}${learnerSub}`];
      const after = chosen === undefined ? filledStanding(before, filled) : readStanding(chosen, grid);
      return strokesBetween({ learnerSub, criterionId }, before, after);
    });
  return { gridVersionId, strokes, action };
}

/** Nobody who is judged, absent or excused is filled over. */
const filledStanding = (before: Standing, filled: string | undefined): Standing =>
  filled !== undefined && before.presence === 'present' && before.level === ''
    ? { ...before, level: filled }
    : before;

function readStanding(value: unknown, grid: Grid): Standing {
  const [, presence, level] = /^([a-z]+)(?: (.*))?$/s.exec(String(value)) ?? [];
  if (presence === undefined) throw new BadRequest('criterion form: unknown choice');
  return {
    presence: presenceOf(presence),
    ...(level !== undefined && { level: levelOf(level, grid) }),
  };
}

function strokesBetween(
  { learnerSub, criterionId }: { learnerSub: string; criterionId: string },
  before: Standing,
  after: Standing,
): readonly Stroke[] {
  const presence = {
    learnerSub,
    field: 'presence' as const,
    from: before.presence,
    to: after.presence,
  };
  const { level: from = '' } = before;
  const { level: to = from } = after;
  return [presence, { learnerSub, field: 'level' as const, criterionId, from, to }].filter(
    (stroke) => stroke.from !== stroke.to,
  );
}
