import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import { MAXIMUM_MESSAGE_LENGTH, type QuestionThread } from '../../evaluation/question/questionThread.js';

/** What a form under a topic asks. */
export interface QuestionForm {
  readonly action: (typeof ACTIONS)[number];
  /** Of the message to add, or of the entry to take back, to put back. */
  readonly entryId: string;
  /** Absent: the whole. */
  readonly criterionId?: string;
  /** The version on which the criterion is read. */
  readonly gridVersionId: string;
  readonly text: string;
  /** Why the text cannot be sent. */
  readonly problem?: { readonly kind: 'empty' } | { readonly kind: 'tooLong'; readonly over: number };
}

const ACTIONS = ['send', 'settle', 'withdraw', 'restore'] as const;

const fields = z.object({
  action: z.enum(ACTIONS).default('send'),
  entry: z.string().regex(/^[\w-]{1,64}$/),
  criterion: z.string().default(''),
  text: z
    .string()
    .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
    .default(''),
});

/** @throws {BadRequest} for a criterion that neither the activity nor the thread knows, and for what no page of ours sends. */
export function readQuestionForm(
  body: unknown,
  activity: Activity,
  thread: Pick<QuestionThread, 'entries'>,
): QuestionForm {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`question: ${z.prettifyError(parsed.error)}`);
  const { action, entry, criterion, text } = parsed.data;
  const over = text.length - MAXIMUM_MESSAGE_LENGTH;
  const problem =
    text === '' ? { kind: 'empty' as const } : over > 0 ? { kind: 'tooLong' as const, over } : undefined;
  return {
    action,
    entryId: entry,
    ...(criterion !== '' && { criterionId: criterion }),
    gridVersionId: versionHolding(criterion, activity, thread),
    text,
    ...(action === 'send' && problem && { problem }),
  };
}

/** The activity's version where it has the criterion, else the one on which somebody wrote of it, else a past one. */
function versionHolding(
  criterionId: string,
  { gridVersionId, grid, pastGrids = [] }: Activity,
  { entries }: Pick<QuestionThread, 'entries'>,
): string {
  const holds = ({ criteria }: Activity['grid']) => criteria.some(({ id }) => id === criterionId);
  if (criterionId === '' || holds(grid)) return gridVersionId;
  const written = entries.find((entry) => entry.criterionId === criterionId);
  const past = pastGrids.find((one) => holds(one.grid));
  const found = written?.gridVersionId ?? past?.gridVersionId;
  if (found === undefined) throw new BadRequest('question: unknown criterion');
  return found;
}
