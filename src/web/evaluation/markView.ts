import { countingHundredths } from '../../evaluation/adjustment.js';
import { openCriteria } from '../../evaluation/openCriteria.js';
import { explainedMark } from '../../evaluation/publish.js';
import type { EvaluationContent } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import type { Mark } from '../../grid/mark.js';
import { formatHundredths, formatMark } from '../formatting.js';
import type { Words } from '../language.js';
import { markExplanation } from './markExplanation.js';

/** The mark of a draft, how far it is, and how it comes about line by line. */
export function markView(grid: Grid, content: EvaluationContent, words: Words) {
  const { t, locale } = words;
  const mark = explainedMark({ grid }, content);
  const open = openCriteria(grid, content).length;
  const present = content.presence === 'present';
  const shown = (hundredths: number) => formatMark(hundredths, grid.rounding.stepHundredths, locale);
  return {
    value: mark ? shown(countingHundredths(mark, content)) : '–',
    outOf: mark ? `/ ${formatHundredths(grid.maximumHundredths, locale)}` : '',
    computed: mark ? shown(mark.hundredths) : '',
    adjusted:
      mark && content.adjustment ? t('evaluation:adjust.beside', { mark: shown(mark.hundredths) }) : '',
    none: present ? '' : t(`evaluation:noMark.${content.presence}`),
    progress: present
      ? t('evaluation:progress', { done: grid.criteria.length - open, total: grid.criteria.length })
      : '',
    open: mark && open > 0 ? openText(open, grid, words) : '',
    warning: mark ? warningOf(mark, words) : '',
    purpose: grid.purpose === 'certificative' ? t('evaluation:certificative') : '',
    explanation: mark ? markExplanation(mark, { grid, content }, words) : undefined,
  };
}

export type MarkView = ReturnType<typeof markView>;

const openText = (count: number, { notJudged }: Grid, { t }: Words) =>
  t(notJudged === 'zero' ? 'evaluation:openZero' : 'evaluation:open', { count });

/** Beside the mark at once: an « incontournable » is no detail. */
const warningOf = ({ belowRequired }: Mark, { t }: Words) =>
  belowRequired.length > 0 ? t('evaluation:why.below', { count: belowRequired.length }) : '';
