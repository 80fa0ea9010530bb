import { adjustmentText } from './adjustment.js';
import { withEdit } from './editHistory.js';
import type {
  Actor,
  Change,
  CriterionEntry,
  Draft,
  Evaluation,
  EvaluationContent,
  HistoryEntry,
} from './evaluation.js';
import { judgementOf } from './judgement.js';
import { withChoices } from './observation/choices.js';

export const EMPTY_CONTENT: EvaluationContent = { presence: 'present', entries: {}, comment: '' };

/** The evaluation with another content, and a history that tells what changed; the same one when nothing did. */
export const changeContent = (
  evaluation: Evaluation,
  content: EvaluationContent,
  by: Actor,
  now: Date,
): Evaluation => changeDraft(evaluation, { ...evaluation, content }, by, now);

/** The evaluation with another content and note; the history tells what changed, of the note only that it did. */
export const changeDraft = (evaluation: Evaluation, draft: Draft, by: Actor, now: Date): Evaluation =>
  editDraft(evaluation, draft, { at: now, by });

/** The same, for an edit of which the history tells more than who made it and when. */
export function editDraft(
  evaluation: Evaluation,
  draft: Draft,
  edit: Pick<HistoryEntry, 'at' | 'by' | 'group'>,
): Evaluation {
  const changes = draftChanges(evaluation, draft).map(withoutPrivateText);
  if (changes.length === 0) return evaluation;
  const entry: HistoryEntry = { ...edit, action: 'edited', changes };
  const { privateNote: _before, ...rest } = evaluation;
  return {
    ...rest,
    content: draft.content,
    ...(rest.counted && { counted: withChoices(rest.counted, changes) }),
    ...(draft.privateNote && { privateNote: draft.privateNote }),
    history: withEdit(evaluation.history, entry),
    updatedAt: edit.at,
    updatedBy: edit.by,
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
    ...change({ field: 'level', criterionId }, judgementOf(before), judgementOf(after)),
    ...change({ field: 'comment', criterionId }, before.comment ?? '', after.comment ?? ''),
  ];
}

function change(what: Pick<Change, 'field' | 'criterionId'>, from: string, to: string): readonly Change[] {
  return from === to ? [] : [{ ...what, from, to }];
}
