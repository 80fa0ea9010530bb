import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { CountingChoice } from '../../evaluation/observation/countingEffect.js';
import { COUNTING_RULES, type CountingRule } from '../../evaluation/observation/observation.js';

/** The rules as forms name them; `off`: the activity holds no observations. */
export const RULE_NAMES = ['off', ...COUNTING_RULES] as const;
export type RuleName = (typeof RULE_NAMES)[number];

export const ruleName = (counting: CountingRule | undefined): RuleName => counting ?? 'off';

/** What a teacher chooses, and what they were shown when they did. */
export interface CountingForm {
  readonly rule: RuleName;
  readonly choice: CountingChoice;
  /** The rule that the activity had. */
  readonly from?: RuleName;
  /** A fingerprint of the effect. Absent: it was not shown yet. */
  readonly shown?: string;
}

const name = z.enum(RULE_NAMES);

const form = z.object({
  rule: name,
  keep: z.literal('1').optional(),
  from: name.optional(),
  shown: z.string().max(100).optional(),
});

/** @throws {BadRequest} for what no page of ours sends. */
export function parseCountingForm(body: unknown): CountingForm {
  const parsed = form.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`rule for observations: ${z.prettifyError(parsed.error)}`);
  const { rule, keep, from, shown } = parsed.data;
  const keepsChoices = keep !== undefined;
  const choice = rule === 'off' ? { keepsChoices } : { counting: rule, keepsChoices };
  return { rule, choice, ...(from && { from }), ...(shown !== undefined && { shown }) };
}
