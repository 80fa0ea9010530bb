import { readAdjustment } from './adjustment.js';
import type { Change, CriterionEntry, EvaluationContent, Presence } from './evaluation.js';
import { judgedAs, judgementOf } from './judgement.js';

/** One field of a content; a private note is beside it. */
export type ContentField = Pick<Change, 'field' | 'criterionId'>;

/** What a teacher judged on one criterion, as `contentChanges` writes it: empty while it is open. */
export const levelValue = ({ entries }: EvaluationContent, criterionId: string): string =>
  judgementOf(entries[criterionId]);

/** A content with another value in one field, written as `contentChanges` writes it. */
export function withContentValue(
  content: EvaluationContent,
  { field, criterionId }: ContentField,
  value: string,
): EvaluationContent {
  if (field === 'privateNote') return content;
  if (field === 'presence') return { ...content, presence: value as Presence };
  if (field === 'adjustment') return withAdjustment(content, value);
  if (criterionId === undefined) return { ...content, comment: value };
  const entry = entryWith(content.entries[criterionId] ?? {}, field, value);
  return { ...content, entries: { ...content.entries, [criterionId]: entry } };
}

function withAdjustment(content: EvaluationContent, value: string): EvaluationContent {
  const { adjustment: _before, ...rest } = content;
  const adjustment = readAdjustment(value);
  return adjustment ? { ...rest, adjustment } : rest;
}

function entryWith(entry: CriterionEntry, field: Change['field'], value: string): CriterionEntry {
  if (field === 'comment') {
    const { comment: _before, ...rest } = entry;
    return value === '' ? rest : { ...rest, comment: value };
  }
  return judgedAs(entry, value);
}
