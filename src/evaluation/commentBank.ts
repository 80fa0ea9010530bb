import type { Grid, GridCriterion } from '../grid/grid.js';
import type { Scale } from '../grid/scale.js';
import type { EvaluationContent } from './evaluation.js';

/** A longer comment is about one learner, and no sentence to use again. */
const MAXIMUM_PHRASE_LENGTH = 400;

/** Of one teacher on one criterion; the one that was used longest ago makes room. */
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

/** A comment that a teacher published on a criterion, at a level or at none. */
export interface PhraseUse {
  readonly text: string;
  readonly level?: PhraseLevel;
}

export interface Phrase extends PhraseUse {
  /** Unique among the phrases of one criterion. */
  readonly id: string;
  readonly uses: number;
  readonly usedAt: Date;
}

/** Port. */
export interface CommentBank {
  list(owner: BankOwner, criterionKey: string): Promise<readonly Phrase[]>;
  /** Counts one more use of each phrase, and keeps those that are new; by criterion key. */
  learn(owner: BankOwner, uses: ReadonlyMap<string, readonly PhraseUse[]>, at: Date): Promise<void>;
  /** Nothing when there is no such phrase. */
  forget(owner: BankOwner, criterionKey: string, phraseId: string): Promise<void>;
}

/** Names a criterion across grids: by its official code, else by what it says. */
export const criterionKey = ({ frameworkId }: Grid, { criterionCode, text }: GridCriterion): string =>
  criterionCode === undefined ? `text ${text}` : `code ${frameworkId} ${criterionCode}`;

/** What publishing a content adds to the bank: its comments, but those that the last publication had already. */
export function newPhrases(
  grid: Grid,
  content: EvaluationContent,
  before: EvaluationContent | undefined,
): ReadonlyMap<string, readonly PhraseUse[]> {
  const uses = new Map<string, PhraseUse[]>();
  for (const criterion of grid.criteria) {
    const use = phraseOn(grid, criterion, content);
    if (!use || (before && isSameUse(use, phraseOn(grid, criterion, before)))) continue;
    const key = criterionKey(grid, criterion);
    uses.set(key, [...(uses.get(key) ?? []), use]);
  }
  return uses;
}

function phraseOn({ scale }: Grid, { id }: GridCriterion, content: EvaluationContent): PhraseUse | undefined {
  const { comment: text = '', levelId, notJudged } = content.entries[id] ?? {};
  if (text === '' || text.length > MAXIMUM_PHRASE_LENGTH) return undefined;
  const level = notJudged ? undefined : scale.levels.find((one) => one.id === levelId);
  if (!level) return { text };
  return { text, level: { scaleId: scale.id, levelId: level.id, sharePercent: level.sharePercent } };
}

const isSameUse = (a: PhraseUse, b: PhraseUse | undefined): boolean =>
  b !== undefined &&
  a.text === b.text &&
  a.level?.scaleId === b.level?.scaleId &&
  a.level?.levelId === b.level?.levelId;

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
  return fitting.toSorted((a, b) => b.uses - a.uses || b.usedAt.getTime() - a.usedAt.getTime());
}

/** Where a phrase stands on a scale; undefined when it was written at no level. */
export function levelOn({ id, levels }: Scale, { level }: PhraseUse): string | undefined {
  if (!level) return undefined;
  if (level.scaleId === id && levels.some((one) => one.id === level.levelId)) return level.levelId;
  const distance = (share: number) => Math.abs(share - level.sharePercent);
  return levels.toSorted((a, b) => distance(a.sharePercent) - distance(b.sharePercent))[0]?.id;
}
