import type { Grid } from '../grid/grid.js';
import type { CriterionEntry, EvaluationContent } from './evaluation.js';

/**
 * A content made on a grid, with what the stored one holds beyond that grid: entries of criteria that an earlier
 * version had, levels of scales that it left, a mark that was adjusted above its maximum. No page shows them, so no form can erase them.
 */
export function withSetAside(
  content: EvaluationContent,
  stored: EvaluationContent,
  { criteria }: Grid,
): EvaluationContent {
  const onGrid = new Set(criteria.map(({ id }) => id));
  const aside = Object.entries(stored.entries).flatMap(([id, entry]): [string, CriterionEntry][] => {
    // A form made from an earlier version still has its criteria: what was written there is newer.
    if (!onGrid.has(id)) return content.entries[id] ? [] : [[id, entry]];
    const { formerLevels } = entry;
    return formerLevels ? [[id, { ...content.entries[id], formerLevels }]] : [];
  });
  const formerAdjustment = content.formerAdjustment ?? stored.formerAdjustment;
  if (aside.length === 0 && !formerAdjustment) return content;
  const entries = { ...content.entries, ...Object.fromEntries(aside) };
  return { ...content, entries, ...(formerAdjustment && { formerAdjustment }) };
}
