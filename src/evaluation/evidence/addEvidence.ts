import type { TypedContent } from './checkEvidence.js';
import { changeFolder, type FolderPlace } from './changeFolder.js';
import {
  fileIdsOf,
  type Contributor,
  type Evidence,
  type EvidenceContent,
  type EvidenceFile,
  type EvidenceFiles,
  type EvidenceStore,
} from './evidence.js';
import { emptyFolder, hasRoom, withEvidence } from './evidenceFolder.js';
import { evidenceFileName } from './fileName.js';
import type { Media, MediaReader, MediaRefusal, Upload } from './mediaReader.js';

interface EvidencePorts {
  readonly evidence: EvidenceStore;
  readonly evidenceFiles: EvidenceFiles;
  readonly now: () => Date;
  readonly newId: () => string;
}

export interface AddPorts extends EvidencePorts {
  readonly mediaReader: MediaReader;
}

export interface NewEvidence {
  readonly criterionId?: string;
  readonly title: string;
  readonly content: TypedContent | { readonly kind: 'upload'; readonly upload: Upload };
  readonly by: Contributor;
  /** What a file is called of whose name nothing can be kept. */
  readonly fallbackName: string;
}

export type AddOutcome =
  | { readonly kind: 'added'; readonly evidence: Evidence }
  /** This person's part of the folder holds `MAXIMUM_EVIDENCE` already. */
  | { readonly kind: 'full' }
  | { readonly kind: 'refused'; readonly reason: MediaRefusal };

/** Adds to a learner's folder. Bytes are kept first: what a folder names is always there. */
export async function addEvidence(
  place: FolderPlace,
  added: NewEvidence,
  ports: AddPorts,
): Promise<AddOutcome> {
  const { activity, learnerSub } = place;
  const known = (await ports.evidence.find(activity.id, learnerSub)) ?? emptyFolder(activity, learnerSub);
  if (!hasRoom(known, added.by)) return { kind: 'full' };

  const kept = await keptContent(added, ports);
  if (kept.kind === 'refused') return kept;
  const { criterionId, title, by } = added;
  const evidence: Evidence = {
    id: ports.newId(),
    ...(criterionId !== undefined && { criterionId }),
    title,
    content: kept,
    by,
    at: ports.now(),
  };
  // Should this reject, it may still have been written: only the sweep can tell whether the bytes are anybody's.
  const change = await changeFolder(place, ports.evidence, (folder) => withEvidence(folder, evidence));
  if (!change) {
    await removeFiles([evidence], ports.evidenceFiles);
    return { kind: 'full' };
  }
  await removeFiles(missing(change.before.items, change.after.items), ports.evidenceFiles);
  return { kind: 'added', evidence };
}

async function keptContent(
  { content, fallbackName }: NewEvidence,
  ports: AddPorts,
): Promise<EvidenceContent | Extract<AddOutcome, { kind: 'refused' }>> {
  if (content.kind !== 'upload') return content;
  const { upload } = content;
  const reading = await ports.mediaReader.read(upload);
  if (reading.kind === 'refused') return reading;
  const { media } = reading;
  const name = evidenceFileName(upload.name, media.type, fallbackName);
  return { kind: 'file', file: await keptFile(media, name, ports) };
}

async function keptFile(media: Media, name: string, ports: EvidencePorts): Promise<EvidenceFile> {
  const { evidenceFiles, newId, now } = ports;
  const { type, bytes, sha256, image } = media;
  const id = newId();
  await evidenceFiles.put(id, media.read(), now());
  if (!image) return { id, name, type, bytes, sha256 };
  const thumbnailId = newId();
  await evidenceFiles.put(thumbnailId, once(image.thumbnail), now());
  const { width, height } = image;
  return { id, name, type, bytes, sha256, image: { thumbnailId, width, height } };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const missing = (before: readonly Evidence[], after: readonly Evidence[]): readonly Evidence[] => {
  const kept = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !kept.has(id));
};

/** What cannot be removed now, the sweep finds: no folder names it. */
export async function removeFiles(
  items: readonly Evidence[],
  files: Pick<EvidenceFiles, 'remove'>,
): Promise<void> {
  for (const id of items.flatMap(fileIdsOf)) await files.remove(id);
}
