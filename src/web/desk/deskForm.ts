import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { DeskSettings } from '../../evaluation/desk/deskSettings.js';
import { groupField } from '../groups/groupField.js';

/** What a teacher changes of their settings, and where they go on. */
export interface DeskForm {
  readonly changes: Partial<DeskSettings>;
  /** Below the session's path. */
  readonly back: string;
  readonly group: string;
}

const fields = z.object({
  order: z.enum(['name', 'shuffled']).optional(),
  names: z.enum(['shown', 'hidden']).optional(),
  back: z.string().regex(/^(?:class|groups|learners\/[^/?#]+)$/),
  group: groupField,
});

/** @throws {BadRequest} for what no page of ours sends. */
export function parseDeskForm(body: unknown): DeskForm {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`desk settings: ${z.prettifyError(parsed.error)}`);
  const { order, names, back, group } = parsed.data;
  return {
    changes: { ...(order && { order }), ...(names && { namesHidden: names === 'hidden' }) },
    back,
    group,
  };
}
