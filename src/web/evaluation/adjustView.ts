import type { Grid } from '../../grid/grid.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import type { MarkView } from './markView.js';
import type { ShownForm } from './shownForm.js';

interface AdjustContext {
  readonly form: ShownForm;
  readonly problems: ReadonlyMap<string, string>;
  readonly mark: MarkView;
  readonly grid: Grid;
}

/** Everything views/evaluation/adjust.ejs may use: the teacher's own mark, as stored or as typed. */
export function adjustView({ form, problems, mark, grid }: AdjustContext, { t, locale }: Words) {
  const { adjusting } = form;
  const markProblem = problems.get('adjustedMark') ?? '';
  const reasonProblem = problems.get('adjustmentReason') ?? '';
  return {
    open: adjusting.mark !== '' || adjusting.reason !== '',
    mark: adjusting.mark,
    reason: adjusting.reason,
    maximum: `/ ${formatHundredths(grid.maximumHundredths, locale)}`,
    // An empty field shows what counts without it; `:placeholder-shown` then tells the style sheet that it is empty.
    computed: mark.computed || '–',
    help: t(grid.purpose === 'certificative' ? 'evaluation:adjust.helpPlain' : 'evaluation:adjust.help'),
    markProblem,
    reasonProblem,
  };
}
