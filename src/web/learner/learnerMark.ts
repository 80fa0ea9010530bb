import { explainedMark } from '../../evaluation/publish.js';
import type { Publication } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import type { ExplainedMark, MarkLine } from '../../grid/mark.js';
import { inHundredths, type Fraction } from '../../grid/markRounding.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';

/** A published mark and, shorter than for teachers, where it comes from. Nothing on certificative grids. */
export function learnerMark(publication: Publication, grid: Grid, words: Words) {
  const { mark, content } = publication;
  if (!mark) return undefined;
  const outOf = (hundredths: number) =>
    `${formatHundredths(hundredths, words.locale)} / ${formatHundredths(mark.maximumHundredths, words.locale)}`;
  const computed = explainedMark({ grid }, content);
  const published = publication.computedHundredths ?? mark.hundredths;
  return {
    value: outOf(mark.hundredths),
    // What the rules of today make of it is told only where it is what was published.
    why: computed?.hundredths === published ? whyOf(computed, grid, words) : undefined,
    adjusted:
      publication.computedHundredths === undefined
        ? ''
        : words.t('learner:why.adjusted', {
            mark: outOf(mark.hundredths),
            computed: outOf(publication.computedHundredths),
          }),
    reason: publication.computedHundredths === undefined ? '' : (content.adjustment?.reason ?? ''),
  };
}

function whyOf(mark: ExplainedMark, grid: Grid, words: Words) {
  const { t, locale } = words;
  const { stepHundredths, direction } = grid.rounding;
  const maximum = formatHundredths(grid.maximumHundredths, locale);
  const { cappedAtHundredths, belowRequired } = mark;
  return {
    lines: mark.lines.map((line) => lineView(line, words)),
    sum: t('learner:why.sum', { points: exactly(mark.exact, words), maximum }),
    below: belowRequired.map(({ criterion, required }) => ({
      text: criterion.text,
      required: required.label,
    })),
    cap:
      cappedAtHundredths === undefined
        ? ''
        : t('learner:why.capped', { cap: formatHundredths(cappedAtHundredths, locale), maximum }),
    rounded: t('learner:why.rounded', {
      rule: t(`evaluation:rounding.${direction}.${stepHundredths}`),
      mark: formatHundredths(mark.hundredths, locale),
      maximum,
    }),
  };
}

function lineView({ criterion, level, counts, points, worth }: MarkLine, words: Words) {
  const { t } = words;
  const earned = t('learner:why.points', { points: exactly(points, words), worth: exactly(worth, words) });
  return {
    text: criterion.text,
    level: level?.label ?? '',
    points: counts ? earned : t('learner:why.leftOut'),
    open: level ? '' : t('learner:notJudged'),
  };
}

const exactly = (points: Fraction, { locale }: Words) => formatHundredths(inHundredths(points), locale);
