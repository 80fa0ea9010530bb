import { scaleOrigin, type Scale } from '../grid/scale.js';
import type { CriterionEntry, EvaluationContent, FormerLevel } from './evaluation.js';

/**
 * A content as it is read on another scale. Levels that the new scale does not have are set aside, never erased:
 * they come back with a scale that has them, unless the criterion was judged again meanwhile. Entries of criteria
 * that a grid no longer has stay where they are.
 */
export function carriedContent(content: EvaluationContent, from: Scale, to: Scale): EvaluationContent {
  const before = Object.entries(content.entries);
  const after = before.map(([id, entry]) => [id, carriedEntry(entry, from, to)] as const);
  // Most versions leave every level where it is.
  if (after.every(([, entry], place) => entry === before[place]?.[1])) return content;
  return { ...content, entries: Object.fromEntries(after) };
}

function carriedEntry(entry: CriterionEntry, from: Scale, to: Scale): CriterionEntry {
  const { levelId, formerLevels = [], ...rest } = entry;
  if (levelId === undefined ? !entry.formerLevels : levelSurvives(levelId, from, to)) return entry;

  const lost = levelId === undefined ? [] : [{ scaleId: from.id, levelId }];
  const others = formerLevels.filter(({ scaleId }) => lost.length === 0 || !isOneScale(scaleId, from.id));
  const known = [...others, ...lost];
  const back = entry.notJudged ? undefined : known.find((former) => isOn(to, former));
  const kept = known.filter((former) => former !== back);
  return {
    ...rest,
    ...(back && { levelId: back.levelId }),
    ...(kept.length > 0 && { formerLevels: kept }),
  };
}

const isOn = (scale: Scale, { scaleId, levelId }: FormerLevel) =>
  isOneScale(scaleId, scale.id) && scale.levels.some(({ id }) => id === levelId);

/** A grid's own version of a scale is that scale: whatever was reworded, its levels are the same ones. */
const isOneScale = (a: string, b: string) => scaleOrigin(a) === scaleOrigin(b);

/** Whether a level of one scale still stands, and means the same, on another. */
export function levelSurvives(levelId: string, from: Scale, to: Scale): boolean {
  return isSameScale(from, to) && to.levels.some(({ id }) => id === levelId);
}

/**
 * Whether levels of the same id mean the same. A grid's own version of a scale has its levels, whatever became of
 * them; any other copy is known by more than half of its levels under their own names.
 */
export function isSameScale(a: Scale, b: Scale): boolean {
  if (isOneScale(a.id, b.id)) return true;
  const labels = new Map(b.levels.map(({ id, label }) => [id, label]));
  const common = a.levels.filter(({ id, label }) => labels.get(id) === label).length;
  return common * 2 > Math.max(a.levels.length, b.levels.length);
}
