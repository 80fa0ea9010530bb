import type { Actor } from '../../evaluation/evaluation.js';
import {
  withEdit,
  withGroup,
  withMoved,
  withoutChange,
  withoutGroup,
  withRestored,
  type GroupsChange,
} from '../../evaluation/group/changeGroups.js';
import type { GroupForm } from './groupForm.js';

interface Made {
  readonly by: Actor;
  readonly at: Date;
}

/** Keeps a group as a form has it: a new one, or what the teacher changed of it. */
export const keptChange =
  (id: string, form: GroupForm, ticked: ReadonlySet<string>, made: Made): GroupsChange =>
  (groups) => {
    const { name, before, action } = form;
    const added = [...ticked].filter((sub) => !before.includes(sub));
    const removed = before.filter((sub) => !ticked.has(sub));
    const isKnown = groups.made.some((one) => one.id === id);
    // Where a colleague removed it meanwhile, it comes back as it was wanted last.
    const kept = isKnown
      ? withRestored(id, made)(withEdit(id, { name, added, removed }, made)(groups))
      : withGroup(id, { name, memberSubs: [...ticked] }, made)(groups);
    return action === 'move' ? withMoved(id, added, made)(kept) : kept;
  };

type Action = 'remove' | 'restore' | 'undo';

/** What a button beside the form does. */
export const buttonChange = (id: string, action: Action, form: GroupForm, made: Made): GroupsChange => {
  if (action === 'remove') return withoutGroup(id, made);
  if (action === 'restore') return withRestored(id, made);
  return form.changedAt ? withoutChange(form.changedAt, made) : (groups) => groups;
};
