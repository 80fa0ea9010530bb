import { levelOn, proposedPhrases, type Phrase } from '../../evaluation/commentBank.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Words } from '../language.js';
import { phraseValue } from './phraseRequest.js';

/** More than a glance takes in is no help. */
const SHOWN_PHRASES = 6;

interface PhrasesContext {
  readonly grid: Grid;
  readonly criterion: GridCriterion;
  /** The level chosen on the criterion, if any. */
  readonly levelId: string | undefined;
  /** What is written on the criterion: it needs no sentence twice. */
  readonly comment: string | undefined;
}

/** Everything views/evaluation/phrases.ejs may use: a teacher's own sentences for one criterion and level. */
export function phrasesView(
  phrases: readonly Phrase[],
  { grid, criterion, levelId, comment = '' }: PhrasesContext,
  { t }: Words,
) {
  const level = grid.scale.levels.find(({ id }) => id === levelId);
  const label = (phrase: Phrase) =>
    grid.scale.levels.find(({ id }) => id === levelOn(grid.scale, phrase))?.label ?? '';
  const unused = phrases.filter(({ text }) => !comment.includes(text));
  const shown = proposedPhrases(unused, grid.scale, levelId).slice(0, SHOWN_PHRASES);
  return {
    title: t('evaluation:phrases.title'),
    level: level?.label ?? '',
    empty: shown.length > 0 ? '' : t(level ? 'evaluation:phrases.noneHere' : 'evaluation:phrases.none'),
    phrases: shown.map((phrase) => ({
      text: phrase.text,
      insert: phraseValue('insert', phrase.id, criterion.id),
      forget: phraseValue('forget', phrase.id, criterion.id),
      forgetLabel: t('evaluation:phrases.forget', { text: phrase.text }),
      level: level ? '' : label(phrase),
    })),
  };
}

export type PhrasesView = ReturnType<typeof phrasesView>;
