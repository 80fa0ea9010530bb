import { editDraft } from '../changeContent.js';
import { fieldKey } from '../contentConflict.js';
import { withContentValue } from '../contentValue.js';
import { sameContent } from '../sameContent.js';
import type { Actor, Evaluation, GroupName } from '../evaluation.js';

interface GivingBack {
  readonly group: GroupName;
  /** `fieldKey` of what was made the same for all. */
  readonly field: string;
  readonly by: Actor;
  readonly at: Date;
}

/**
 * A member's evaluation with the value of its own that this teacher took away for the group's: its history knows it.
 * The same evaluation where another value stands there since.
 */
export function giveOwnBack(evaluation: Evaluation, { group, field, by, at }: GivingBack): Evaluation {
  const { content, history } = evaluation;
  const taken = history
    .findLast(
      (entry) =>
        entry.group?.id === group.id &&
        entry.by.sub === by.sub &&
        entry.changes.some((one) => fieldKey(one) === field),
    )
    ?.changes.find((one) => fieldKey(one) === field);
  if (!taken?.from || !sameContent(withContentValue(content, taken, taken.to ?? ''), content))
    return evaluation;
  const next = withContentValue(content, taken, taken.from);
  return editDraft(evaluation, { ...evaluation, content: next }, { at, by, group });
}
