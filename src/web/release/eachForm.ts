import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Wanted } from '../../evaluation/decideEach.js';
import { groupField } from '../groups/groupField.js';

export type EachAction = 'publish' | 'close' | 'coSign';

/** What the class page posts about several learners. */
export interface EachForm {
  readonly action: EachAction;
  readonly wanted: readonly Wanted[];
  /** What closes or signs is asked before it is done. */
  readonly confirmed: boolean;
  /** Which the class page showed; absent for the whole class. */
  readonly group?: string;
}

/** How a form names an evaluation as the teacher saw it: « 3.21 » is revision 3 of learner 21's. */
export const pickValue = ({ learnerSub, revision }: Required<Wanted>): string => `${revision}.${learnerSub}`;

const pick = z
  .string()
  .regex(/^\d{1,9}\../s)
  .transform((value): Wanted => {
    const dot = value.indexOf('.');
    return { revision: Number(value.slice(0, dot)), learnerSub: value.slice(dot + 1) };
  });

const picks = z.preprocess((given) => [given ?? []].flat(), z.array(pick));

const fields = z.object({
  action: z.enum(['publish', 'close', 'coSign']).default('publish'),
  learner: picks,
  /** A button of one line, whatever is ticked elsewhere. */
  only: pick.optional(),
  confirmed: z.literal('1').optional(),
  group: groupField,
});

/** @throws {BadRequest} for what no page of ours sends. */
export function parseEachForm(body: unknown): EachForm {
  const parsed = fields.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`decision on several: ${z.prettifyError(parsed.error)}`);
  const { action, learner, only, confirmed, group } = parsed.data;
  return {
    action,
    wanted: only ? [only] : withoutRepeats(learner),
    confirmed: confirmed !== undefined,
    ...(group && { group }),
  };
}

const withoutRepeats = (wanted: readonly Wanted[]): readonly Wanted[] => [
  ...new Map(wanted.map((one) => [one.learnerSub, one])).values(),
];
