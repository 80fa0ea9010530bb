import type { Draft } from '../../evaluation/evaluation.js';
import type { AdjustmentFields } from './adjustmentForm.js';
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
