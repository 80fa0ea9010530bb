import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { MAXIMUM_TITLE_LENGTH, SITUATIONS } from '../../evaluation/observation/observation.js';
import type { ObservationDraft } from '../../evaluation/observation/observe.js';
import { parseEvaluationForm } from '../evaluation/evaluationForm.js';
import type { FieldProblem } from '../evaluation/fieldProblem.js';
import { readDay, typedDate } from '../release/dateForm.js';

/** What the page of one observation posts. */
export interface ObservationForm {
  /** Its day is what was typed where that is no day. */
  readonly draft: ObservationDraft;
  readonly problems: readonly ObservationProblem[];
  /** Whose version is kept, on the page that shows both. */
  readonly keep?: 'mine' | 'theirs';
  /** Whether it is to count in the rule, where the button for it was used. */
  readonly counts?: boolean;
}

/** Why an observation cannot be kept as it was typed. `nothing`: there is nothing to keep in it. */
export type ObservationProblem =
  | FieldProblem
  | { readonly name: 'observedOn'; readonly kind: 'noDay' | 'ahead' }
  | { readonly name: 'title'; readonly kind: 'titleTooLong' }
  | { readonly name: 'nothing'; readonly kind: 'nothing' };

/** « Compter » or « Ne pas compter ». */
export const countsField = z
  .enum(['', '1'])
  .transform((value) => value === '1')
  .optional();

const fields = z.object({
  situation: z.enum(SITUATIONS).default('class'),
  title: z.string().trim().default(''),
  observedOn: z.string().trim().max(40).default(''),
  gridVersion: z.string().optional(),
  keep: z.enum(['mine', 'theirs']).optional(),
  counts: countsField,
});

/**
 * Reads one observation: `observedOn`, `situation`, `title`, `presence`, and levels and comments named as on a
 * learner's grid. « Non évalué » is no level.
 *
 * @throws {BadRequest} as `parseEvaluationForm`.
 */
export function parseObservationForm(
  body: unknown,
  id: string,
  { activity, now }: { activity: Activity; now: Date },
): ObservationForm {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`observation form: ${z.prettifyError(parsed.error)}`);
  const { situation, title, observedOn, gridVersion, keep, counts } = parsed.data;
  const gridVersionId = versionOfForm(gridVersion, activity);
  const grid = gridOf(activity, { gridVersionId });
  const form = parseEvaluationForm(body, grid);
  const { content } = form.draft;
  const draft: ObservationDraft = {
    id,
    version: form.revision,
    situation,
    ...(title && { title }),
    observedOn: isoDay(observedOn) ?? observedOn,
    gridVersionId,
    entries: seenEntries(content.entries),
    comment: content.comment,
    ...(content.presence === 'absent' && { absent: true as const }),
  };
  return {
    draft,
    problems: problemsOf(draft, form.problems, now),
    ...(keep && { keep }),
    ...(counts !== undefined && { counts }),
  };
}

const versionOfForm = (asked: string | undefined, { gridVersionId, pastGrids = [] }: Activity): string =>
  pastGrids.find((one) => one.gridVersionId === asked)?.gridVersionId ?? gridVersionId;

function seenEntries(
  entries: ReturnType<typeof parseEvaluationForm>['draft']['content']['entries'],
): ObservationDraft['entries'] {
  const seen = Object.entries(entries).map(([id, { levelId, comment }]) => [
    id,
    { ...(levelId !== undefined && { levelId }), ...(comment !== undefined && { comment }) },
  ]);
  return Object.fromEntries(seen.filter(([, entry]) => Object.keys(entry ?? {}).length > 0));
}

function problemsOf(
  draft: ObservationDraft,
  typed: readonly FieldProblem[],
  now: Date,
): readonly ObservationProblem[] {
  const { observedOn, title = '' } = draft;
  const day = isoDay(observedOn);
  return [
    ...(day === undefined ? [{ name: 'observedOn', kind: 'noDay' } as const] : []),
    ...(day !== undefined && day > typedDate(now).day
      ? [{ name: 'observedOn', kind: 'ahead' } as const]
      : []),
    ...(title.length > MAXIMUM_TITLE_LENGTH ? [{ name: 'title', kind: 'titleTooLong' } as const] : []),
    ...typed,
    ...(isEmpty(draft) ? [{ name: 'nothing', kind: 'nothing' } as const] : []),
  ];
}

/** Neither level nor comment, and not even an absence. */
const isEmpty = ({ entries, comment, absent }: ObservationDraft): boolean =>
  Object.keys(entries).length === 0 && comment === '' && !absent;

/** « 20/01/2040 » as 2040-01-20; undefined for what is no day. */
function isoDay(typed: string): string | undefined {
  const read = readDay(typed);
  if (!read || read.year < 2000) return undefined;
  const { year, month, day } = read;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
