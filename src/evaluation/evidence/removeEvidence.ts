import { changeFolder, type FolderPlace } from './changeFolder.js';
import type { Contributor, Evidence, EvidenceFolder, EvidenceStore } from './evidence.js';
import { isThere, mayRemove, withoutEvidence, withRestored } from './evidenceFolder.js';

interface RemovePorts {
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
}

interface Wanted {
  readonly id: string;
  readonly by: Contributor;
}

/**
 * Takes an item away, to be brought back or erased later.
 *
 * @returns false when nothing of this person's is there under that id. True when it was taken away before.
 */
export async function removeEvidence(
  place: FolderPlace,
  { id, by }: Wanted,
  ports: RemovePorts,
): Promise<boolean> {
  const change = await changeFolder(place, ports.evidence, (folder) =>
    withoutEvidence(folder, id, by, ports.now()),
  );
  const item = itemOf(change?.after, id);
  return item !== undefined && !isThere(item) && mayRemove(item, by);
}

/** @returns false when it is too late, when there is no room, or when somebody else took it away. */
export async function restoreEvidence(
  place: FolderPlace,
  { id, by }: Wanted,
  ports: RemovePorts,
): Promise<boolean> {
  const change = await changeFolder(place, ports.evidence, (folder) =>
    withRestored(folder, id, by, ports.now()),
  );
  const item = itemOf(change?.after, id);
  return item !== undefined && isThere(item);
}

const itemOf = (folder: EvidenceFolder | undefined, id: string): Evidence | undefined =>
  folder?.items.find((item) => item.id === id);
