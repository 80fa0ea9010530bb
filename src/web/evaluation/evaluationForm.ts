import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { NOT_JUDGED } from '../../evaluation/judgement.js';
import type { DraftDigest } from '../../evaluation/contentConflict.js';
import {
  MAXIMUM_COMMENT_LENGTH,
  type CriterionEntry,
  type Draft,
  type EvaluationContent,
} from '../../evaluation/evaluation.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import { jsonText } from '../jsonText.js';
import { parseAdjustment, type AdjustmentFields } from './adjustmentForm.js';
import type { FieldProblem } from './fieldProblem.js';
import { parseTakeRequest, type TakeRequest } from '../tutorLinks/takeRequest.js';
import { parseLevelRequest, type LevelRequest } from '../observation/levelRequest.js';
import type { Taken } from '../tutorLinks/taken.js';
import { parsePhraseRequest, type PhraseRequest } from './phraseRequest.js';

/** What a learner's grid posts, as one object. */
export interface EvaluationForm {
  readonly draft: Draft;
  readonly adjusting: AdjustmentFields;
  /** Of the evaluation that the form was made from. */
  readonly revision: number;
  readonly base: DraftDigest;
  readonly action: Action;
  /** Why some of what was typed cannot be kept. */
  readonly problems: readonly FieldProblem[];
  /** What a button about the teacher's own sentences asks, beside saving. */
  readonly phrase?: PhraseRequest;
  /** What a button about a tutor's answers asks, beside saving. */
  readonly take?: TakeRequest;
  /** What came of it: see `withTaken`. */
  readonly taken?: Taken;
  /** What a button about observed levels asks, beside saving. */
  readonly levels?: LevelRequest;
  /** Field → whose value is kept; absent but on the form that settles a conflict. */
  readonly kept?: ReadonlyMap<string, 'mine' | 'theirs'>;
}

const ACTIONS = [
  'save',
  'ready',
  'notReady',
  'publish',
  'publishNext',
  'withdraw',
  'resend',
  'close',
] as const;
type Action = (typeof ACTIONS)[number];

const text = z
  .string()
  .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
  .default('');

const digests = z.string().default('{}').pipe(jsonText).pipe(z.record(z.string(), z.string()));

const envelope = z.object({
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  base: digests,
  presence: z.enum(['present', 'absent', 'excused']).default('present'),
  generalComment: text,
  adjustedMark: text,
  adjustmentReason: text,
  /** « Revenir à la note calculée » */
  unadjust: z.literal('1').optional(),
  privateNote: text,
  action: z.enum(ACTIONS).default('save'),
  settling: z.literal('1').optional(),
  phrase: z.string().optional(),
  take: z.string().optional(),
  observed: z.string().optional(),
});

/**
 * Reads the form of a learner's grid: `level.<criterion>`, `comment.<criterion>`, `presence`,
 * `generalComment`, `adjustedMark`, `adjustmentReason`, `privateNote`. A field that is absent is unset.
 *
 * @throws {BadRequest} for a criterion or a level that the grid does not have, and for what no page of ours sends.
 */
export function parseEvaluationForm(body: unknown, grid: Grid): EvaluationForm {
  const fields = (body ?? {}) as Record<string, unknown>;
  refuseUnknownCriteria(fields, grid);
  const parsed = envelope.safeParse(fields);
  if (!parsed.success) throw new BadRequest(`evaluation form: ${z.prettifyError(parsed.error)}`);

  const { revision, base, action, settling, privateNote, phrase, take, observed } = parsed.data;
  const adjusting = adjustingOf(parsed.data);
  const { adjustment, problem } = parseAdjustment(adjusting, grid);
  const content = { ...contentOf(parsed.data, fields, grid), ...(adjustment && { adjustment }) };
  const draft: Draft = { content, ...(privateNote && { privateNote }) };
  return {
    draft,
    adjusting,
    revision,
    base,
    action,
    problems: [...tooLongTexts(draft), ...(problem ? [problem] : [])],
    ...(phrase !== undefined && { phrase: parsePhraseRequest(phrase, grid) }),
    ...(take !== undefined && { take: parseTakeRequest(take) }),
    ...(observed !== undefined && { levels: parseLevelRequest(observed, grid) }),
    ...(settling && { kept: keptSides(fields) }),
  };
}

type Envelope = z.infer<typeof envelope>;

const adjustingOf = ({ adjustedMark, adjustmentReason, unadjust }: Envelope): AdjustmentFields =>
  unadjust ? { mark: '', reason: '' } : { mark: adjustedMark, reason: adjustmentReason };

function contentOf(
  { presence, generalComment }: Envelope,
  fields: Record<string, unknown>,
  grid: Grid,
): EvaluationContent {
  const entries = grid.criteria.map((criterion) => [criterion.id, entryOf(criterion, fields, grid)] as const);
  return {
    presence,
    entries: Object.fromEntries(entries.filter(([, entry]) => Object.keys(entry).length > 0)),
    comment: generalComment,
  };
}

/** The fields whose text is longer than what is kept. */
function tooLongTexts({ content, privateNote = '' }: Draft): readonly FieldProblem[] {
  const comments = Object.entries(content.entries).map(
    ([id, { comment = '' }]) => [`comment.${id}`, comment] as const,
  );
  return [...comments, ['generalComment', content.comment] as const, ['privateNote', privateNote] as const]
    .map(([name, typed]) => ({ name, kind: 'tooLong' as const, over: typed.length - MAXIMUM_COMMENT_LENGTH }))
    .filter(({ over }) => over > 0);
}

function refuseUnknownCriteria(fields: Record<string, unknown>, { criteria }: Grid): void {
  const known = new Set(criteria.map(({ id }) => id));
  for (const name of Object.keys(fields)) {
    const id = /^(?:keep\.)?(?:level|comment)\.(.*)$/s.exec(name)?.[1];
    if (id !== undefined && !known.has(id)) throw new BadRequest('evaluation form: unknown criterion');
  }
}

function entryOf({ id }: GridCriterion, fields: Record<string, unknown>, grid: Grid): CriterionEntry {
  const comment = text.safeParse(fields[`comment.${id}`]);
  if (!comment.success) throw new BadRequest('evaluation form: a comment is no text');
  return { ...judgementOf(fields[`level.${id}`], grid), ...(comment.data && { comment: comment.data }) };
}

function judgementOf(value: unknown, { scale }: Grid): CriterionEntry {
  if (value === undefined || value === '') return {};
  if (value === NOT_JUDGED) return { notJudged: true };
  const level = scale.levels.find(({ id }) => id === value);
  if (!level) throw new BadRequest('evaluation form: unknown level');
  return { levelId: level.id };
}

const KEEP = 'keep.';

function keptSides(fields: Record<string, unknown>): ReadonlyMap<string, 'mine' | 'theirs'> {
  const sides = Object.entries(fields).flatMap(([name, side]) =>
    name.startsWith(KEEP) && (side === 'mine' || side === 'theirs')
      ? [[name.slice(KEEP.length), side] as const]
      : [],
  );
  return new Map(sides);
}
