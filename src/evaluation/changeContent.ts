import { adjustmentText } from './adjustment.js';
import type {
  Actor,
  Change,
  CriterionEntry,
  Draft,
  Evaluation,
  EvaluationContent,
  HistoryEntry,
} from './evaluation.js';

/** Strokes of one teacher within this time of the first are one line of the history. */
const MERGE_SECONDS = 300;

/** Oldest edits beyond these limits are dropped; publications and withdrawals never are. */
const MAXIMUM_EDITS = 300;
/** Of all changed texts: a document of a database holds 16 MB, whatever is pasted into a comment. */
const MAXIMUM_EDIT_CHARACTERS = 1_000_000;

export const EMPTY_CONTENT: EvaluationContent = { presence: 'present', entries: {}, comment: '' };

/** The evaluation with another content, and a history that tells what changed; the same one when nothing did. */
export const changeContent = (
  evaluation: Evaluation,
  content: EvaluationContent,
  by: Actor,
  now: Date,
): Evaluation => changeDraft(evaluation, { ...evaluation, content }, by, now);

/** The evaluation with another content and note; the history tells what changed, of the note only that it did. */
export function changeDraft(evaluation: Evaluation, draft: Draft, by: Actor, now: Date): Evaluation {
  const changes = draftChanges(evaluation, draft).map(withoutPrivateText);
  if (changes.length === 0) return evaluation;
  const entry: HistoryEntry = { at: now, by, action: 'edited', changes };
  const { privateNote: _before, ...rest } = evaluation;
  return {
    ...rest,
    content: draft.content,
    ...(draft.privateNote && { privateNote: draft.privateNote }),
    history: withEdit(evaluation.history, entry),
    updatedAt: now,
    updatedBy: by,
  };
}

const withoutPrivateText = (one: Change): Change =>
  one.field === 'privateNote' ? { field: one.field } : one;

/** What differs between two drafts, field by field. Holds the private note: for teachers alone. */
export const draftChanges = (before: Draft, after: Draft): readonly Change[] => [
  ...contentChanges(before.content, after.content),
  ...change({ field: 'privateNote' }, before.privateNote ?? '', after.privateNote ?? ''),
];

/** What differs between two contents, field by field. */
export function contentChanges(before: EvaluationContent, after: EvaluationContent): readonly Change[] {
  const ids = new Set([...Object.keys(before.entries), ...Object.keys(after.entries)]);
  return [
    ...change({ field: 'presence' }, before.presence, after.presence),
    ...[...ids].flatMap((id) => entryChanges(id, before.entries[id], after.entries[id])),
    ...change({ field: 'generalComment' }, before.comment, after.comment),
    ...change({ field: 'adjustment' }, adjustmentText(before.adjustment), adjustmentText(after.adjustment)),
  ];
}

function entryChanges(
  criterionId: string,
  before: CriterionEntry = {},
  after: CriterionEntry = {},
): readonly Change[] {
  return [
    ...change({ field: 'level', criterionId }, judgement(before), judgement(after)),
    ...change({ field: 'comment', criterionId }, before.comment ?? '', after.comment ?? ''),
  ];
}

/** `NOT_JUDGED` stands where a level id would. */
export const NOT_JUDGED = 'notJudged';

/** What stands on a criterion; empty while it is open. */
export const judgement = (entry: CriterionEntry): string =>
  entry.notJudged ? NOT_JUDGED : (entry.levelId ?? '');

function change(what: Pick<Change, 'field' | 'criterionId'>, from: string, to: string): readonly Change[] {
  return from === to ? [] : [{ ...what, from, to }];
}

function withEdit(history: readonly HistoryEntry[], edit: HistoryEntry): readonly HistoryEntry[] {
  const last = history.at(-1);
  if (!last || !mergeable(last, edit)) return bounded([...history, edit]);
  const changes = mergedChanges(last.changes, edit.changes);
  // It keeps the time of its first stroke, so that an hour of typing is not one line.
  const merged = changes.length > 0 ? [{ ...edit, at: last.at, changes }] : [];
  return bounded([...history.slice(0, -1), ...merged]);
}

function mergeable(last: HistoryEntry, next: HistoryEntry): boolean {
  const seconds = (next.at.getTime() - last.at.getTime()) / 1000;
  return last.action === 'edited' && last.by.sub === next.by.sub && seconds >= 0 && seconds < MERGE_SECONDS;
}

function bounded(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let edits = 0;
  let characters = 0;
  const kept = history.toReversed().filter((entry) => {
    if (entry.action !== 'edited') return true;
    edits += 1;
    characters += textLength(entry);
    return edits === 1 || (edits <= MAXIMUM_EDITS && characters <= MAXIMUM_EDIT_CHARACTERS);
  });
  return kept.toReversed();
}

const textLength = ({ changes }: HistoryEntry) =>
  changes.reduce((total, { from = '', to = '' }) => total + from.length + to.length, 0);

/** The first `from` and the last `to` of each field; a field that came back to where it was drops out. */
function mergedChanges(earlier: readonly Change[], later: readonly Change[]): readonly Change[] {
  const merged = new Map<string, Change>();
  for (const next of [...earlier, ...later]) {
    const key = `${next.field} ${next.criterionId ?? ''}`;
    const from = (merged.get(key) ?? next).from;
    merged.set(key, { ...next, ...(from !== undefined && { from }) });
  }
  // Without its text nobody can tell whether the private note came back to where it was.
  return [...merged.values()].filter(({ field, from, to }) => field === 'privateNote' || from !== to);
}
