import { foldText } from '../framework/foldText.js';
import type { Grid } from '../grid/grid.js';
import { nearestLevel, type Scale } from '../grid/scale.js';
import type { EvaluationContent } from './evaluation.js';
import { subjectComment, subjectKey, subjectLevel, subjectsOf, type PhraseSubject } from './phraseSubject.js';

/** A longer line is about one learner, and no sentence to use again. */
const MAXIMUM_PHRASE_LENGTH = 400;

/** Of one teacher on one subject; the one that was used longest ago makes room. */
const MAXIMUM_PHRASES = 40;

/** Whose bank it is: nobody else ever reads it. */
export interface BankOwner {
  readonly registrationId: string;
  readonly teacherSub: string;
}

/** A level that a phrase was written for, on a scale that may be another one than today's. */
interface PhraseLevel {
  readonly scaleId: string;
  readonly levelId: string;
  readonly sharePercent: number;
}

/** A comment that a teacher published on a subject, at a level or at none. */
export interface PhraseUse {
  readonly text: string;
  readonly level?: PhraseLevel;
}

export interface Phrase extends PhraseUse {
  /** Unique among the phrases of one subject. */
  readonly id: string;
  readonly uses: number;
  readonly usedAt: Date;
}

/** Port. */
export interface CommentBank {
  list(owner: BankOwner, subjectKey: string): Promise<readonly Phrase[]>;
  /** Counts one more use of each phrase, and keeps those that are new; by subject key. */
  learn(owner: BankOwner, uses: ReadonlyMap<string, readonly PhraseUse[]>, at: Date): Promise<void>;
  /** Nothing when there is no such phrase. */
  forget(owner: BankOwner, subjectKey: string, phraseId: string): Promise<void>;
}

/** Whose comments are learnt, and what must not be learnt with them. */
interface Published {
  readonly content: EvaluationContent;
  /** What the last publication said: it was learnt then. */
  readonly before: EvaluationContent | undefined;
  /** As the platform gives it; empty where it gives none. A sentence that names the learner is about nobody else. */
  readonly learnerName: string;
}

/** What a publication adds to the bank, by subject: each line of its comments that is new and names no learner. */
export function newPhrases(
  grid: Grid,
  { content, before, learnerName }: Published,
): ReadonlyMap<string, readonly PhraseUse[]> {
  const uses = new Map<string, PhraseUse[]>();
  for (const subject of subjectsOf(grid)) {
    const known = before ? phrasesOn(grid, subject, before) : [];
    const added = phrasesOn(grid, subject, content).filter(
      (use) => !known.some((one) => isSameUse(use, one)) && !names(use.text, learnerName),
    );
    const key = subjectKey(grid, subject);
    if (added.length > 0) uses.set(key, [...(uses.get(key) ?? []), ...added]);
  }
  return uses;
}

/** Sentences that were put together, each on its line, are learnt one by one. */
function phrasesOn(grid: Grid, subject: PhraseSubject, content: EvaluationContent): readonly PhraseUse[] {
  const lines = subjectComment(content, subject)
    .split('\n')
    .map((line) => line.trim());
  const level = subjectLevel(grid, content, subject);
  const at = level && { scaleId: grid.scale.id, levelId: level.id, sharePercent: level.sharePercent };
  return [...new Set(lines)]
    .filter((text) => text !== '' && text.length <= MAXIMUM_PHRASE_LENGTH)
    .map((text) => ({ text, ...(at && { level: at }) }));
}

/** Whether a text holds a word of a name; the shortest ones stand in too many sentences. */
function names(text: string, name: string): boolean {
  const words = new Set(wordsOf(text));
  return wordsOf(name).some((word) => word.length >= SHORTEST_NAME && words.has(word));
}

const SHORTEST_NAME = 3;

const wordsOf = (text: string): readonly string[] => foldText(text).folded.split(/[^\p{L}\p{N}]+/u);

const isSameUse = (a: PhraseUse, b: PhraseUse): boolean =>
  a.text === b.text && a.level?.scaleId === b.level?.scaleId && a.level?.levelId === b.level?.levelId;

/** The phrases after one more use of one, no more of them than are kept. */
export function withUse(
  phrases: readonly Phrase[],
  use: PhraseUse & Pick<Phrase, 'id'>,
  at: Date,
): readonly Phrase[] {
  const known = phrases.find(({ id }) => id === use.id);
  const others = phrases.filter((phrase) => phrase !== known);
  const used = { ...use, uses: (known?.uses ?? 0) + 1, usedAt: at };
  return [used, ...others]
    .toSorted((a, b) => b.usedAt.getTime() - a.usedAt.getTime())
    .slice(0, MAXIMUM_PHRASES);
}

/**
 * The phrases to propose, the most used and then the latest first. With a level: those of this level, where one of
 * another scale belongs to the level whose share is nearest. Without: all.
 */
export function proposedPhrases(
  phrases: readonly Phrase[],
  scale: Scale,
  levelId: string | undefined,
): readonly Phrase[] {
  const fitting = scale.levels.some(({ id }) => id === levelId)
    ? phrases.filter((phrase) => levelOn(scale, phrase) === levelId)
    : phrases;
  return byUse(fitting);
}

/**
 * The phrases to propose for a comment on the whole, which is about more than a level: those of the level first, then
 * the others.
 */
export function proposedOverall(
  phrases: readonly Phrase[],
  scale: Scale,
  levelId: string | undefined,
): readonly Phrase[] {
  const fits = (phrase: Phrase) => levelOn(scale, phrase) === levelId;
  return [...byUse(phrases.filter(fits)), ...byUse(phrases.filter((phrase) => !fits(phrase)))];
}

const byUse = (phrases: readonly Phrase[]) =>
  phrases.toSorted((a, b) => b.uses - a.uses || b.usedAt.getTime() - a.usedAt.getTime());

/** Where a phrase stands on a scale; undefined when it was written at no level. */
export function levelOn({ id, levels }: Scale, { level }: PhraseUse): string | undefined {
  if (!level) return undefined;
  if (level.scaleId === id && levels.some((one) => one.id === level.levelId)) return level.levelId;
  return nearestLevel(levels, level.sharePercent)?.id;
}
