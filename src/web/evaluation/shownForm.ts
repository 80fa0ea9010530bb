import type { Draft, Evaluation } from '../../evaluation/evaluation.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import { typedAdjustment, type AdjustmentFields } from './adjustmentForm.js';
import { draftBase } from './draftBase.js';
import type { EvaluationForm } from './evaluationForm.js';
import type { FieldProblem } from './fieldProblem.js';

/** What stands in the form: what is stored, or what was typed and could not be. */
export interface ShownForm {
  readonly draft: Draft;
  readonly adjusting: AdjustmentFields;
  readonly revision: number;
  /** See `draftBase`. */
  readonly base: string;
  readonly problems: readonly FieldProblem[];
}

/** The form of what is stored. */
export const formOf = (evaluation: Evaluation, { locale }: Words): ShownForm => ({
  draft: evaluation,
  adjusting: typedAdjustment(evaluation.content.adjustment, (hundredths) =>
    formatHundredths(hundredths, locale),
  ),
  revision: evaluation.revision,
  base: draftBase(evaluation),
  problems: [],
});

/** The form as it was sent. */
export const asTyped = (form: EvaluationForm): ShownForm => ({ ...form, base: JSON.stringify(form.base) });

/** My draft as the fields of a form, for a page that asks only whose values to keep. */
export function hiddenFields({
  draft,
  adjusting,
}: EvaluationForm): readonly { name: string; value: string }[] {
  const { content, privateNote = '' } = draft;
  const entries = Object.entries(content.entries).flatMap(([id, entry]) => [
    { name: `level.${id}`, value: entry.notJudged ? 'notJudged' : (entry.levelId ?? '') },
    { name: `comment.${id}`, value: entry.comment ?? '' },
  ]);
  return [
    { name: 'presence', value: content.presence },
    ...entries,
    { name: 'generalComment', value: content.comment },
    { name: 'adjustedMark', value: adjusting.mark },
    { name: 'adjustmentReason', value: adjusting.reason },
    { name: 'privateNote', value: privateNote },
  ];
}
