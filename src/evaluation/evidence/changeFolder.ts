import type { Activity } from '../activity.js';
import type { EvidenceFolder, EvidenceStore } from './evidence.js';
import { emptyFolder } from './evidenceFolder.js';

export interface FolderPlace {
  readonly activity: Activity;
  readonly learnerSub: string;
}

export interface FolderChange {
  readonly before: EvidenceFolder;
  readonly after: EvidenceFolder;
}

/**
 * Reads a folder, changes it and writes it, again until nobody wrote in between. Each round that fails is one in
 * which somebody else's write went through, so the rounds come to an end.
 *
 * @param change gives the same folder where there is nothing to write, or undefined where it cannot be done.
 * @returns undefined when it could not be done.
 */
export async function changeFolder(
  { activity, learnerSub }: FolderPlace,
  evidence: EvidenceStore,
  change: (folder: EvidenceFolder) => EvidenceFolder | undefined,
): Promise<FolderChange | undefined> {
  for (;;) {
    const stored = await evidence.find(activity.id, learnerSub);
    const before = stored ?? emptyFolder(activity, learnerSub);
    const wanted = change(before);
    if (!wanted || wanted === before) return wanted && { before, after: before };
    const after = await evidence.save(wanted);
    if (after) return { before, after };
  }
}
