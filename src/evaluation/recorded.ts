import type { Evaluation, HistoryEntry } from './evaluation.js';

/** The evaluation with one more line of history: what its author did is its latest change. */
export const recorded = (
  evaluation: Evaluation,
  entry: Omit<HistoryEntry, 'changes'> & Partial<Pick<HistoryEntry, 'changes'>>,
): Evaluation => ({
  ...evaluation,
  history: [...evaluation.history, { changes: [], ...entry }],
  updatedAt: entry.at,
  updatedBy: entry.by,
});
