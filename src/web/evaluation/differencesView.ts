import { readAdjustment } from '../../evaluation/adjustment.js';
import { NOT_JUDGED } from '../../evaluation/judgement.js';
import { fieldKey, type FieldDifference } from '../../evaluation/contentConflict.js';
import type { Change, Evaluation } from '../../evaluation/evaluation.js';
import type { Grid } from '../../grid/grid.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { actorName } from './people.js';

interface DifferencesContext {
  readonly grid: Grid;
  readonly current: Evaluation;
  readonly mySub: string;
  readonly now: Date;
}

/** Their version and mine side by side, those that both changed first. */
export function differencesView(
  differences: readonly FieldDifference[],
  context: DifferencesContext,
  words: Words,
) {
  const { t } = words;
  const { current, mySub, now } = context;
  const self = current.updatedBy.sub === mySub;
  const when = formatMoment(current.updatedAt, now, words.locale);
  const who = actorName(current.updatedBy, words);
  return {
    heading: self
      ? t('evaluation:conflict.selfHeading', { when })
      : t('evaluation:conflict.heading', { who, when }),
    theirsLabel: self
      ? t('evaluation:conflict.selfTheirs', { when })
      : t('evaluation:conflict.theirs', { who, when }),
    choices: inOrder(differences).map((difference) => ({
      field: fieldLabel(difference, context.grid, words),
      name: `keep.${fieldKey(difference)}`,
      note: t(
        `evaluation:conflict.changedBy.${self && difference.changedBy === 'them' ? 'elsewhere' : difference.changedBy}`,
        { who },
      ),
      theirs: shownValue(difference.theirs, difference, context.grid, words),
      mine: shownValue(difference.mine, difference, context.grid, words),
      // What one side alone changed is proposed; between two changes only the teacher can choose.
      keepTheirs: difference.changedBy === 'them',
      keepMine: difference.changedBy === 'me',
    })),
  };
}

const order = { both: 0, them: 1, me: 2 };

const inOrder = (differences: readonly FieldDifference[]) =>
  differences.toSorted((a, b) => order[a.changedBy] - order[b.changedBy]);

/** A field in words, and the official text that it stands under. */
export function fieldLabel({ field, criterionId }: Change, { criteria }: Grid, { t }: Words) {
  const criterion = criteria.find(({ id }) => id === criterionId);
  return { label: t(`evaluation:field.${field}`), text: criterion?.text ?? '' };
}

/** A value of `draftChanges` in words; level labels and comments are somebody's own, and not translated. */
export function shownValue(value: string, { field }: Pick<Change, 'field'>, grid: Grid, words: Words) {
  const { t } = words;
  if (field === 'presence') return { text: t(`evaluation:presence.${value || 'present'}`), french: false };
  if (value === '') return { text: t('evaluation:empty'), french: false };
  if (field === 'adjustment') return { text: adjustmentInWords(value, grid, words), french: false };
  if (field !== 'level') return { text: value, french: false };
  if (value === NOT_JUDGED) return { text: t('evaluation:notJudged'), french: false };
  const level = grid.scale.levels.find(({ id }) => id === value);
  return { text: level ? `${level.code} · ${level.label}` : value, french: true };
}

function adjustmentInWords(value: string, { maximumHundredths }: Grid, { locale }: Words): string {
  const adjustment = readAdjustment(value);
  if (!adjustment) return value;
  const [mark, maximum] = [adjustment.hundredths, maximumHundredths].map((one) =>
    formatHundredths(one, locale),
  );
  return `${mark} / ${maximum} · ${adjustment.reason}`;
}
