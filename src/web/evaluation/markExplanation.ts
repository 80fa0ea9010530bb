import type { EvaluationContent } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import type { ExplainedMark, MarkLine } from '../../grid/mark.js';
import type { BelowRequired } from '../../grid/markRequired.js';
import { inHundredths, type Fraction } from '../../grid/markRounding.js';
import { formatHundredths, formatMark, formatPercent } from '../formatting.js';
import type { Words } from '../language.js';
import { levelClass } from '../levelClass.js';

interface Explained {
  readonly grid: Grid;
  readonly content: EvaluationContent;
}

/** « Pourquoi cette note ? » : each line's points, then what the rules made of their sum. */
export function markExplanation(mark: ExplainedMark, { grid, content }: Explained, words: Words) {
  const { t, locale } = words;
  const maximum = formatHundredths(grid.maximumHundredths, locale);
  const { stepHundredths, direction } = grid.rounding;
  const shown = (hundredths: number) => formatMark(hundredths, stepHundredths, locale);
  const { cappedAtHundredths, belowRequired } = mark;
  return {
    intro: t(grid.notJudged === 'zero' ? 'evaluation:why.introZero' : 'evaluation:why.intro', { maximum }),
    competencies: mark.lines.some(({ competency }) => competency) ? t('evaluation:why.competencies') : '',
    lines: mark.lines.map((line) => lineView(line, words)),
    sum: t('evaluation:why.sum', { points: exactly(mark.exact, words), maximum }),
    below: belowRequired.map((one) => belowView(one, words)),
    cap:
      cappedAtHundredths === undefined
        ? ''
        : t('evaluation:why.capped', { cap: formatHundredths(cappedAtHundredths, locale), maximum }),
    harmless:
      belowRequired.length > 0 && cappedAtHundredths === undefined ? t('evaluation:why.harmless') : '',
    rounded: t('evaluation:why.rounded', {
      rule: t(`evaluation:rounding.${direction}.${stepHundredths}`),
      mark: shown(mark.hundredths),
      maximum,
    }),
    adjusted: content.adjustment
      ? t('evaluation:why.adjusted', { mark: shown(content.adjustment.hundredths), maximum })
      : '',
    reason: content.adjustment?.reason ?? '',
  };
}

function lineView(line: MarkLine, words: Words) {
  const { criterion, level, counts, points, worth } = line;
  return {
    text: criterion.text,
    weight: weightOf(line, words),
    judged: level !== undefined,
    counts,
    level: level?.label ?? '',
    sign: level?.sign ?? 'empty',
    levelClass: level ? levelClass(level) : '',
    share: level ? formatPercent(level.sharePercent, words.locale) : '',
    points: words.t('evaluation:why.points', {
      points: exactly(points, words),
      worth: exactly(worth, words),
    }),
  };
}

/** « coef. 2 », or « coef. 2 dans la compétence 1.3 (coef. 3) ». */
function weightOf({ criterion, competency }: MarkLine, { t, locale }: Words): string {
  const weight = t('evaluation:weight', { weight: formatHundredths(criterion.weightHundredths, locale) });
  if (!competency) return weight;
  const { code, weightHundredths } = competency;
  const whole = formatHundredths(weightHundredths, locale);
  return t('evaluation:why.within', { weight, code, whole });
}

const belowView = ({ criterion, required, level }: BelowRequired, { t }: Words) => ({
  text: criterion.text,
  levels: t('evaluation:why.belowLevels', {
    required: required.label,
    level: level?.label ?? t('evaluation:notJudged'),
  }),
});

const exactly = (points: Fraction, { locale }: Words) => formatHundredths(inHundredths(points), locale);
