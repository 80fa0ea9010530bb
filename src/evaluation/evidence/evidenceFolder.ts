import type { Activity } from '../activity.js';
import {
  MAXIMUM_EVIDENCE,
  UNDO_SECONDS,
  type Contributor,
  type Evidence,
  type EvidenceFolder,
} from './evidence.js';

/** A learner of whom there is nothing yet, not stored. */
export function emptyFolder(activity: Activity, learnerSub: string): EvidenceFolder {
  const { id: activityId, registrationId, deploymentId, contextId } = activity;
  return { registrationId, deploymentId, contextId, activityId, learnerSub, revision: 0, items: [] };
}

export const isThere = ({ removed }: Evidence): boolean => removed === undefined;

/** The learner's part of a folder, or that of their teachers: each has room for `MAXIMUM_EVIDENCE`. */
const sideOf = ({ items }: EvidenceFolder, { role }: Contributor) =>
  items.filter(({ by }) => by.role === role);

export const hasRoom = (folder: EvidenceFolder, by: Contributor): boolean =>
  sideOf(folder, by).filter(isThere).length < MAXIMUM_EVIDENCE;

/**
 * A folder with one more item. What was taken away from the same part makes room, the longest ago first, so that
 * no part ever holds more than `MAXIMUM_EVIDENCE` files.
 *
 * @returns undefined when there is no room.
 */
export function withEvidence(folder: EvidenceFolder, added: Evidence): EvidenceFolder | undefined {
  if (!hasRoom(folder, added.by)) return undefined;
  const side = sideOf(folder, added.by);
  const tooMany = side.length + 1 - MAXIMUM_EVIDENCE;
  const leaving = new Set(tooMany > 0 ? removedFirst(side).slice(0, tooMany) : []);
  return { ...folder, items: [...folder.items.filter((item) => !leaving.has(item)), added] };
}

const removedFirst = (items: readonly Evidence[]): readonly Evidence[] =>
  items
    .filter((item) => !isThere(item))
    .toSorted((a, b) => (a.removed?.at.getTime() ?? 0) - (b.removed?.at.getTime() ?? 0));

/** Teachers take away what anyone added; a learner their own. */
export const mayRemove = ({ by }: Evidence, who: Contributor): boolean =>
  who.role === 'teacher' || (by.role === 'learner' && by.sub === who.sub);

/** Who took it away may bring it back, and any teacher. */
const mayRestore = ({ removed }: Evidence, who: Contributor): boolean =>
  who.role === 'teacher' || removed?.by.sub === who.sub;

/** @returns the same folder when nothing of this person's is there under that id. */
export function withoutEvidence(
  folder: EvidenceFolder,
  id: string,
  by: Contributor,
  at: Date,
): EvidenceFolder {
  return changed(folder, id, (item) =>
    isThere(item) && mayRemove(item, by) ? { ...item, removed: { at, by } } : item,
  );
}

/** @returns the same folder when it is too late, when there is no room, or when somebody else took it away. */
export function withRestored(folder: EvidenceFolder, id: string, by: Contributor, now: Date): EvidenceFolder {
  return changed(folder, id, (item) => {
    const { removed, ...restored } = item;
    if (!removed || isOver(item, now) || !mayRestore(item, by)) return item;
    return hasRoom(folder, item.by) ? restored : item;
  });
}

/** A folder without what can no longer be brought back; the same when there is nothing of the kind. */
export function purged(folder: EvidenceFolder, now: Date): EvidenceFolder {
  const items = folder.items.filter((item) => !isOver(item, now));
  return items.length === folder.items.length ? folder : { ...folder, items };
}

/** What is erased now was taken away before. */
export const undoneSince = (now: Date): Date => new Date(now.getTime() - UNDO_SECONDS * 1000);

const isOver = ({ removed }: Evidence, now: Date): boolean =>
  removed !== undefined && removed.at <= undoneSince(now);

function changed(folder: EvidenceFolder, id: string, change: (item: Evidence) => Evidence): EvidenceFolder {
  const items = folder.items.map((item) => (item.id === id ? change(item) : item));
  return items.every((item, i) => item === folder.items[i]) ? folder : { ...folder, items };
}
