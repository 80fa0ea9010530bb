import type { CriterionEntry } from './evaluation.js';

/** Stands where a level's id would, in forms, histories and comparisons. */
export const NOT_JUDGED = 'notJudged';

/** How a criterion is judged: a level's id, `NOT_JUDGED`, or empty while it is open. */
export const judgementOf = (entry: CriterionEntry = {}): string =>
  entry.notJudged ? NOT_JUDGED : (entry.levelId ?? '');

/** An entry judged otherwise; its comment stays. */
export function judgedAs(entry: CriterionEntry, judgement: string): CriterionEntry {
  const { levelId: _level, notJudged: _notJudged, ...rest } = entry;
  if (judgement === NOT_JUDGED) return { ...rest, notJudged: true };
  return judgement === '' ? rest : { ...rest, levelId: judgement };
}
