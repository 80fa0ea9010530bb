import { MAXIMUM_COMMENT_LENGTH } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';

/** Why a field of a learner's grid cannot be kept as it was typed, by the name that it has in the form. */
export type FieldProblem =
  | { readonly name: string; readonly kind: 'tooLong'; readonly over: number }
  | { readonly name: 'adjustedMark'; readonly kind: 'badMark' | 'noMark' }
  | { readonly name: 'adjustmentReason'; readonly kind: 'noReason' };

/** An adjustment that cannot be kept stops nothing else from being. */
export const isOfAdjustment = ({ name }: FieldProblem): boolean =>
  name === 'adjustedMark' || name === 'adjustmentReason';

/** Each problem as a sentence, by the name of its field. */
export const problemTexts = (
  problems: readonly FieldProblem[],
  grid: Grid,
  words: Words,
): ReadonlyMap<string, string> =>
  new Map(problems.map((problem) => [problem.name, problemText(problem, grid, words)]));

function problemText(problem: FieldProblem, { maximumHundredths }: Grid, { t, locale }: Words): string {
  if (problem.kind !== 'tooLong') {
    const maximum = formatHundredths(maximumHundredths, locale);
    return t(`evaluation:adjust.${problem.kind}`, { maximum });
  }
  const limit = formatHundredths(MAXIMUM_COMMENT_LENGTH * 100, locale);
  return t('evaluation:tooLong', { limit, count: problem.over });
}
