import type { HistoryEntry } from './evaluation.js';
import type { ObservationNote } from './observation/observation.js';

/** Strokes of one teacher within this time of the first are one line of the history. */
const MERGE_SECONDS = 300;

/** Oldest edits beyond these limits are dropped; publications and withdrawals never are. */
const MAXIMUM_EDITS = 300;
/** Of all changed texts: a document of a database holds 16 MB, whatever is pasted into a comment. */
const MAXIMUM_EDIT_CHARACTERS = 1_000_000;

/** A history with one more edit; what one person changes within minutes is one line. */
export function withEdit(history: readonly HistoryEntry[], edit: HistoryEntry): readonly HistoryEntry[] {
  const last = history.at(-1);
  if (!last || !mergeable(last, edit)) return bounded([...history, edit]);
  return bounded([...history.slice(0, -1), ...mergedEdit(last, edit)]);
}

function mergeable(last: HistoryEntry, next: HistoryEntry): boolean {
  const seconds = (next.at.getTime() - last.at.getTime()) / 1000;
  return (
    last.by.sub === next.by.sub &&
    last.observation?.id === next.observation?.id &&
    last.group?.id === next.group?.id &&
    (last.action === next.action || last.action === 'observed') &&
    isEdit(next) &&
    seconds >= 0 &&
    seconds < MERGE_SECONDS
  );
}

const isEdit = ({ action }: HistoryEntry) => action === 'edited' || action === 'observationChanged';

/** It keeps the time of its first stroke, so that an hour of typing is not one line. */
function mergedEdit(last: HistoryEntry, edit: HistoryEntry): readonly HistoryEntry[] {
  const changes = mergedChanges(last.changes, edit.changes);
  const observation = edit.observation && mergedNote(last, edit.observation);
  const merged = { ...edit, at: last.at, changes, ...(observation && { observation }) };
  if (last.action === 'observed') return [{ ...merged, action: last.action }];
  return changes.length + (observation?.changes.length ?? 0) > 0 ? [merged] : [];
}

/** Of a new observation all is new: what its author changes in its first minutes is no change. */
function mergedNote({ action, observation: last }: HistoryEntry, note: ObservationNote): ObservationNote {
  return { ...note, changes: action === 'observed' ? [] : mergedChanges(last?.changes ?? [], note.changes) };
}

function bounded(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let edits = 0;
  let characters = 0;
  const kept = history.toReversed().filter((entry) => {
    if (!isEdit(entry)) return true;
    edits += 1;
    characters += textLength(entry);
    return edits === 1 || (edits <= MAXIMUM_EDITS && characters <= MAXIMUM_EDIT_CHARACTERS);
  });
  return kept.toReversed();
}

const textLength = ({ changes, observation }: HistoryEntry) =>
  [...changes, ...(observation?.changes ?? [])].reduce(
    (total, { from = '', to = '' }) => total + from.length + to.length,
    0,
  );

interface FieldChange {
  readonly field: string;
  readonly criterionId?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The first `from` and the last `to` of each field; a field that came back to where it was drops out. */
function mergedChanges<Of extends FieldChange>(earlier: readonly Of[], later: readonly Of[]): readonly Of[] {
  const merged = new Map<string, Of>();
  for (const next of [...earlier, ...later]) {
    const key = `${next.field} ${next.criterionId ?? ''}`;
    const from = (merged.get(key) ?? next).from;
    merged.set(key, { ...next, ...(from !== undefined && { from }) });
  }
  // Without its text nobody can tell whether the private note came back to where it was.
  return [...merged.values()].filter(({ field, from, to }) => field === 'privateNote' || from !== to);
}
