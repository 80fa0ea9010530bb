import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { EditorAction } from './gridActions.js';

const body = z.looseObject({
  action: z.string().default('preview'),
  add: z.union([z.string(), z.array(z.string())]).default([]),
  preset: z.string().default(''),
});

/**
 * The button that sent the editor's form.
 * @throws {BadRequest} for a form that no editor of ours posts.
 */
export function readEditorAction(posted: unknown): EditorAction {
  const parsed = body.safeParse(posted ?? {});
  if (!parsed.success) throw new BadRequest('not an editor form', { cause: parsed.error });
  const { action, add, preset } = parsed.data;
  return { name: action, codes: [add].flat(), preset };
}
