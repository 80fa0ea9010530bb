import type { EvidenceFiles, EvidenceFolder, EvidenceStore } from './evidence.js';
import { removeFiles } from './addEvidence.js';
import { purged, undoneSince } from './evidenceFolder.js';

export interface SweepPorts {
  readonly evidence: EvidenceStore;
  readonly evidenceFiles: EvidenceFiles;
  readonly now: () => Date;
}

/** Bytes that no folder names yet may belong to someone who is sending them: none takes that long. */
const SENDING_SECONDS = 3600;

/** Erases what was taken away and can no longer be brought back, bytes included. */
export async function erasePurged(ports: SweepPorts): Promise<void> {
  const { evidence, now } = ports;
  for (;;) {
    const due = await evidence.listRemovedBefore(undoneSince(now()));
    const erased = await Promise.all(due.map((folder) => erasedFrom(folder, ports)));
    // A folder that somebody wrote to meanwhile waits for the next sweep.
    if (!erased.some(Boolean)) return;
  }
}

async function erasedFrom(
  folder: EvidenceFolder,
  { evidence, evidenceFiles, now }: SweepPorts,
): Promise<boolean> {
  const left = purged(folder, now());
  if (left === folder || !(await evidence.save(left))) return false;
  await removeFiles(
    folder.items.filter((item) => !left.items.includes(item)),
    evidenceFiles,
  );
  return true;
}

/**
 * Removes files that no folder names: what a process that ended in between left behind.
 *
 * @returns how many there were.
 */
export async function removeOrphans({ evidence, evidenceFiles, now }: SweepPorts): Promise<number> {
  const before = new Date(now().getTime() - SENDING_SECONDS * 1000);
  let removed = 0;
  for await (const ids of evidenceFiles.listBefore(before)) {
    const named = await evidence.namedFiles(ids);
    const orphans = ids.filter((id) => !named.has(id));
    for (const id of orphans) await evidenceFiles.remove(id);
    removed += orphans.length;
  }
  return removed;
}
