import { levelOn, proposedOverall, proposedPhrases, type Phrase } from '../../evaluation/commentBank.js';
import type { EvaluationContent } from '../../evaluation/evaluation.js';
import { OVERALL, subjectComment, subjectLevel, type PhraseSubject } from '../../evaluation/phraseSubject.js';
import type { Grid } from '../../grid/grid.js';
import type { Level, Scale } from '../../grid/scale.js';
import type { Words } from '../language.js';
import { phraseValue } from './phraseRequest.js';

/** More than a glance takes in is no help. */
const SHOWN_PHRASES = 6;

interface PhrasesContext {
  readonly grid: Grid;
  readonly subject: PhraseSubject;
  /** As stored: what is written needs no sentence twice. */
  readonly content: EvaluationContent;
  /** The level that a criterion has on the page, where that may be newer. */
  readonly levelId?: string | undefined;
}

/** Everything views/evaluation/phrases.ejs may use: a teacher's own sentences for one subject and level. */
export function phrasesView(phrases: readonly Phrase[], context: PhrasesContext, words: Words) {
  const { grid, subject, content } = context;
  const { t } = words;
  const level = levelOf(context);
  const comment = subjectComment(content, subject);
  const unused = phrases.filter(({ text }) => !comment.includes(text));
  const propose = subject === OVERALL ? proposedOverall : proposedPhrases;
  const shown = propose(unused, grid.scale, level?.id).slice(0, SHOWN_PHRASES);
  return {
    title: t('evaluation:phrases.title'),
    level: subject === OVERALL ? '' : (level?.label ?? ''),
    empty: shown.length > 0 ? '' : t(emptyKey(subject, level)),
    phrases: shown.map((phrase) => ({
      text: phrase.text,
      insert: phraseValue('insert', phrase.id, subject),
      forget: phraseValue('forget', phrase.id, subject),
      forgetLabel: t('evaluation:phrases.forget', { text: phrase.text }),
      level: level && subject !== OVERALL ? '' : labelOn(grid.scale, phrase),
    })),
  };
}

export type PhrasesView = ReturnType<typeof phrasesView>;

function levelOf({ grid, subject, content, levelId }: PhrasesContext): Level | undefined {
  if (subject === OVERALL || levelId === undefined) return subjectLevel(grid, content, subject);
  return grid.scale.levels.find(({ id }) => id === levelId);
}

function emptyKey(subject: PhraseSubject, level: Level | undefined): string {
  if (subject === OVERALL) return 'evaluation:phrases.noneOverall';
  return level ? 'evaluation:phrases.noneHere' : 'evaluation:phrases.none';
}

const labelOn = (scale: Scale, phrase: Phrase): string =>
  scale.levels.find(({ id }) => id === levelOn(scale, phrase))?.label ?? '';
