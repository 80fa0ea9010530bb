import { z } from 'zod';
import { BadRequest } from '../../errors.js';

/** What a teacher confirms, and what they were shown when they did. */
export interface ApplyForm {
  readonly version: string;
  /** The version that the activity had. */
  readonly from: string;
  /** See `effectDigest`. */
  readonly shown: string;
  /** Learners whose publication moves, one by one. */
  readonly republish: ReadonlySet<string>;
  /** And all those whose published mark stays as it is. */
  readonly same: boolean;
}

const id = z.string().min(1).max(200);

const form = z.object({
  version: id,
  from: id,
  shown: z.string().max(100),
  republish: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((subs) => new Set(typeof subs === 'string' ? [subs] : subs)),
  same: z
    .literal('1')
    .optional()
    .transform((ticked) => ticked !== undefined),
});

/** @throws {BadRequest} for what no page of ours sends. */
export function parseApplyForm(body: unknown): ApplyForm {
  const parsed = form.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`application form: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
