import { contentMark } from '../../evaluation/publish.js';
import { openCriteria } from '../../evaluation/openCriteria.js';
import type { EvaluationContent } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import type { Mark, MarkLine } from '../../grid/mark.js';
import { inHundredths } from '../../grid/markRounding.js';
import { formatHundredths, formatMark } from '../formatting.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';

/** The mark of a draft, how far it is, and how it comes about line by line. */
export function markView(grid: Grid, content: EvaluationContent, words: Words) {
  const { t, locale } = words;
  const mark = contentMark({ grid }, content);
  const open = openCriteria(grid, content).length;
  const present = content.presence === 'present';
  return {
    value: mark ? formatMark(mark.hundredths, grid.rounding.stepHundredths, locale) : '–',
    outOf: mark ? `/ ${formatHundredths(grid.maximumHundredths, locale)}` : '',
    none: present ? '' : t(`evaluation:noMark.${content.presence}`),
    progress: present
      ? t('evaluation:progress', { done: grid.criteria.length - open, total: grid.criteria.length })
      : '',
    open: mark && open > 0 ? t('evaluation:open', { count: open }) : '',
    purpose: grid.purpose === 'certificative' ? t('evaluation:certificative') : '',
    explanation: mark ? explanationOf(mark, grid, words) : undefined,
  };
}

export type MarkView = ReturnType<typeof markView>;

function explanationOf(mark: Mark, grid: Grid, words: Words) {
  const { t, locale } = words;
  const maximum = formatHundredths(grid.maximumHundredths, locale);
  const { stepHundredths, direction } = grid.rounding;
  return {
    intro: t('evaluation:why.intro', { maximum }),
    lines: mark.lines.map((line) => lineOf(line, words)),
    sum: t('evaluation:why.sum', { points: formatHundredths(inHundredths(mark.exact), locale), maximum }),
    rounded: t('evaluation:why.rounded', {
      rule: t(`evaluation:rounding.${direction}.${stepHundredths}`),
      mark: formatMark(mark.hundredths, stepHundredths, locale),
      maximum,
    }),
  };
}

function lineOf({ criterion, level, points, worth }: MarkLine, { t, locale }: Words) {
  return {
    text: criterion.text,
    weight: t('evaluation:weight', { weight: formatHundredths(criterion.weightHundredths, locale) }),
    judged: level !== undefined,
    level: level?.label ?? '',
    sign: level?.sign ?? 'empty',
    levelClass: level ? levelClass(level) : '',
    share: level ? t('evaluation:why.share', { share: level.sharePercent }) : '',
    points: t('evaluation:why.points', {
      points: formatHundredths(inHundredths(points), locale),
      worth: formatHundredths(inHundredths(worth), locale),
    }),
  };
}
