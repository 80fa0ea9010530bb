import { contentMark } from '../../evaluation/publish.js';
import { openCriteria } from '../../evaluation/openCriteria.js';
import type { EvaluationContent } from '../../evaluation/evaluation.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import { inHundredths, type Fraction, type Mark, type MarkLine } from '../../grid/mark.js';
import { formatHundredths, formatMark, formatPercent } from '../formatting.js';
import type { Locale } from '../i18n.js';
import type { Words } from '../language.js';

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

function explanationOf(mark: Mark, grid: Grid, words: Words) {
  const { t, locale } = words;
  const maximum = formatHundredths(grid.maximumHundredths, locale);
  const { stepHundredths, direction } = grid.rounding;
  return {
    intro: t('evaluation:why.intro', { maximum }),
    lines: mark.lines.map((line) => lineOf(line, words)),
    sum: t('evaluation:why.sum', { points: exactly(mark.exact, locale), maximum }),
    rounded: t('evaluation:why.rounded', {
      rule: t(`evaluation:rounding.${direction}.${stepHundredths}`),
      mark: formatMark(mark.hundredths, stepHundredths, locale),
      maximum,
    }),
  };
}

function lineOf({ criterion, level, points, worth }: MarkLine, words: Words) {
  const { t, locale } = words;
  return {
    text: criterion.text,
    weight: weightOf(criterion, words),
    judged: level !== undefined,
    level: level?.label ?? '',
    sign: level?.sign ?? 'empty',
    share: level ? formatPercent(level.sharePercent, locale) : '',
    points: `${exactly(points, locale)} ${t('evaluation:why.of')} ${exactly(worth, locale)}`,
  };
}

/** « coef. 1,5 » */
export const weightOf = ({ weightHundredths }: GridCriterion, { t, locale }: Words): string =>
  `${t('evaluation:weight')} ${formatHundredths(weightHundredths, locale)}`;

const exactly = (points: Fraction, locale: Locale) => formatHundredths(inHundredths(points), locale);
