import { z } from 'zod';
import { BadRequest } from '../../errors.js';
import type { Activity } from '../../evaluation/activity.js';
import type { CriterionEntry } from '../../evaluation/evaluation.js';
import {
  MAXIMUM_REFLECTION_LENGTH,
  MAXIMUM_REMARK_LENGTH,
  type SelfContent,
} from '../../evaluation/selfAssessment/selfAssessment.js';
import { readEvaluationForm } from '../evaluation/readEvaluationForm.js';

/** What a learner's own form says; its fields bear the names that a teacher's have. */
export interface SelfForm {
  readonly content: SelfContent;
  readonly revision: number;
  readonly submits: boolean;
  /** Another version of the grid was applied since the page was made. */
  readonly stale: boolean;
  readonly problems: readonly SelfProblem[];
}

/** A text that is longer than what is kept, by the name of its field. */
export interface SelfProblem {
  readonly name: string;
  readonly limit: number;
  readonly over: number;
}

const buttons = z.object({ action: z.enum(['save', 'submit']).default('save') });

/** @throws {BadRequest} for what no page of ours sends. */
export function readSelfForm(body: unknown, activity: Activity): SelfForm {
  const parsed = buttons.safeParse(body ?? {});
  if (!parsed.success) throw new BadRequest(`self-assessment: ${z.prettifyError(parsed.error)}`);
  const { draft, revision, stale } = readEvaluationForm({ ...(body as object), action: 'save' }, activity);
  const { entries, comment } = draft.content;
  if (Object.values(entries).some(({ notJudged }) => notJudged)) {
    throw new BadRequest('self-assessment: nobody leaves themself out');
  }
  const content = { entries, comment };
  return {
    content,
    revision,
    submits: parsed.data.action === 'submit' && !stale,
    stale,
    problems: tooLong(content),
  };
}

function tooLong({ entries, comment }: SelfContent): readonly SelfProblem[] {
  const remarks = Object.entries(entries).map(([id, entry]: [string, CriterionEntry]) => ({
    name: `comment.${id}`,
    limit: MAXIMUM_REMARK_LENGTH,
    over: (entry.comment ?? '').length - MAXIMUM_REMARK_LENGTH,
  }));
  const reflection = {
    name: 'generalComment',
    limit: MAXIMUM_REFLECTION_LENGTH,
    over: comment.length - MAXIMUM_REFLECTION_LENGTH,
  };
  return [...remarks, reflection].filter(({ over }) => over > 0);
}
