import type { Observation, ObservationChange, ObservationNote } from './observation.js';

/** What people read and write of an observation. */
export type Written = Pick<
  Observation,
  'situation' | 'title' | 'observedOn' | 'gridVersionId' | 'entries' | 'comment' | 'absent' | 'leftOut'
>;

/** What differs between two states of an observation, field by field; a flag is `yes` or empty. */
export function observationChanges(before: Written, after: Written): readonly ObservationChange[] {
  const ids = new Set([...Object.keys(before.entries), ...Object.keys(after.entries)]);
  const flag = (set: true | undefined) => (set ? 'yes' : '');
  return [
    ...change({ field: 'observedOn' }, before.observedOn, after.observedOn),
    ...change({ field: 'situation' }, before.situation, after.situation),
    ...change({ field: 'title' }, before.title, after.title),
    ...change({ field: 'absent' }, flag(before.absent), flag(after.absent)),
    ...change({ field: 'leftOut' }, flag(before.leftOut), flag(after.leftOut)),
    ...[...ids].flatMap((criterionId) => {
      const [old, now] = [before.entries[criterionId] ?? {}, after.entries[criterionId] ?? {}];
      return [
        ...change({ field: 'level', criterionId }, old.levelId, now.levelId),
        ...change({ field: 'comment', criterionId }, old.comment, now.comment),
      ];
    }),
    ...change({ field: 'generalComment' }, before.comment, after.comment),
  ];
}

function change(
  what: Pick<ObservationChange, 'field' | 'criterionId'>,
  from = '',
  to = '',
): readonly ObservationChange[] {
  return from === to ? [] : [{ ...what, from, to }];
}

/** What the history says of an observation. */
export function observationNote(
  { id, situation, title, observedOn, gridVersionId }: Observation,
  changes: readonly ObservationChange[] = [],
): ObservationNote {
  return { id, situation, ...(title !== undefined && { title }), observedOn, gridVersionId, changes };
}
