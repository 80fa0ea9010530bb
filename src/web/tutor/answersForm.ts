import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { MAXIMUM_COMMENT_LENGTH } from '../../evaluation/evaluation.js';
import type { TutorAnswers, TutorEntry } from '../../evaluation/tutor/tutorObservation.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import { tutorFields, tutorOf, tutorProblem, type TutorProblem } from './tutorFields.js';

/** Stands where a level id would. */
export const NOT_OBSERVED = 'notObserved';

/** What a tutor's page about one learner posts. */
export interface AnswersForm {
  readonly answers: TutorAnswers;
  readonly revision: number;
  readonly sends: boolean;
  readonly problems: readonly AnswerProblem[];
}

/** Why something cannot be kept as it was typed, by the name of its field. */
export type AnswerProblem =
  TutorProblem | { readonly name: string; readonly kind: 'tooLong'; readonly over: number };

const text = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
  .default('');

const envelope = z.object({
  ...tutorFields,
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  generalComment: text,
  action: z.enum(['save', 'send']).default('save'),
});

/**
 * Reads `level.<criterion>`, `comment.<criterion>`, `generalComment`, `tutorName`, `company`. A field that is absent
 * is unset.
 *
 * @throws {BadRequest} for a criterion or a level that the link does not have, and for what no page of ours sends.
 */
export function parseAnswersForm(body: unknown, grid: Grid): AnswersForm {
  const fields = (body ?? {}) as Record<string, unknown>;
  refuseUnknownCriteria(fields, grid);
  const parsed = envelope.safeParse(fields);
  if (!parsed.success) throw new BadRequest(`tutor's answers: ${z.prettifyError(parsed.error)}`);
  const { revision, generalComment, action } = parsed.data;
  const entries = grid.criteria
    .map((criterion) => [criterion.id, entryOf(criterion, fields, grid)] as const)
    .filter(([, entry]) => Object.keys(entry).length > 0);
  const answers = {
    tutor: tutorOf(parsed.data),
    entries: Object.fromEntries(entries),
    comment: generalComment,
  };
  const sends = action === 'send';
  return { answers, revision, sends, problems: problemsOf(answers, sends) };
}

function refuseUnknownCriteria(fields: Record<string, unknown>, { criteria }: Grid): void {
  const known = new Set(criteria.map(({ id }) => id));
  for (const name of Object.keys(fields)) {
    const id = /^(?:level|comment)\.(.*)$/s.exec(name)?.[1];
    if (id !== undefined && !known.has(id)) throw new BadRequest("tutor's answers: unknown criterion");
  }
}

function entryOf({ id }: GridCriterion, fields: Record<string, unknown>, grid: Grid): TutorEntry {
  const comment = text.safeParse(fields[`comment.${id}`]);
  if (!comment.success) throw new BadRequest("tutor's answers: a comment is no text");
  return { ...answerOf(fields[`level.${id}`], grid), ...(comment.data && { comment: comment.data }) };
}

function answerOf(value: unknown, { scale }: Grid): TutorEntry {
  if (value === undefined || value === '') return {};
  if (value === NOT_OBSERVED) return { notObserved: true };
  const level = scale.levels.find(({ id }) => id === value);
  if (!level) throw new BadRequest("tutor's answers: unknown level");
  return { levelId: level.id };
}

function problemsOf({ tutor, entries, comment }: TutorAnswers, sends: boolean): readonly AnswerProblem[] {
  const comments = Object.entries(entries).map(
    ([id, entry]) => [`comment.${id}`, entry.comment ?? ''] as const,
  );
  const tooLong = [...comments, ['generalComment', comment] as const]
    .map(([name, typed]) => ({ name, kind: 'tooLong' as const, over: typed.length - MAXIMUM_COMMENT_LENGTH }))
    .filter(({ over }) => over > 0);
  return [...tooLong, ...tutorProblem(tutor, { named: sends })];
}
