import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import { MAXIMUM_GROUP_NAME_LENGTH } from '../../evaluation/group/learnerGroups.js';

/** What the page of one group posts. */
export interface GroupForm {
  readonly action: (typeof ACTIONS)[number];
  readonly name: string;
  readonly problem?: 'noName' | 'longName';
  readonly ticked: readonly string[];
  /** Ticked when the page was made: only what the teacher changed is changed. */
  readonly before: readonly string[];
  /** One name a line. */
  readonly pasted: string;
  /** Of `undo`: the change that is taken back. */
  readonly changedAt?: Date;
}

/** `move`: as `save`, and those who are added leave the other groups. */
const ACTIONS = ['save', 'move', 'rename', 'remove', 'restore', 'undo'] as const;

const MOST_MEMBERS = 1000;

const subs = z.preprocess(
  (given) => [given ?? []].flat(),
  z.array(z.string().min(1).max(300)).max(MOST_MEMBERS),
);

const fields = z.object({
  action: z.enum(ACTIONS).default('save'),
  name: z
    .string()
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .default(''),
  learner: subs,
  before: subs,
  pasted: z
    .string()
    .max(20_000)
    .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
    .default(''),
  changedAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .optional(),
});

/** @throws {BadRequest} for what no page of ours sends. */
export function parseGroupForm(body: unknown): GroupForm {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`group: ${z.prettifyError(parsed.error)}`);
  const { action, name, learner, before, pasted, changedAt } = parsed.data;
  const problem = problemWith(name);
  return {
    action,
    name,
    ...(problem && { problem }),
    ticked: learner,
    before,
    pasted,
    ...(changedAt && { changedAt }),
  };
}

function problemWith(name: string): GroupForm['problem'] {
  if (name === '') return 'noName';
  return name.length > MAXIMUM_GROUP_NAME_LENGTH ? 'longName' : undefined;
}
