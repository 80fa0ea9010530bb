import type { EvidenceFiles, EvidenceFolder, EvidenceStore } from '../../src/evaluation/evidence/evidence.js';
import { fileIdsOf } from '../../src/evaluation/evidence/evidence.js';

const waiting = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One learner's folder in memory; every answer takes a turn, so that others come in between. */
export class MemoryEvidence implements EvidenceStore {
  saves = 0;

  constructor(public folder?: EvidenceFolder) {}

  async find(): Promise<EvidenceFolder | undefined> {
    await waiting();
    return this.folder;
  }

  async counts() {
    return [];
  }

  async save(folder: EvidenceFolder): Promise<EvidenceFolder | undefined> {
    await waiting();
    if ((this.folder?.revision ?? 0) !== folder.revision) return undefined;
    this.saves += 1;
    this.folder = { ...folder, revision: folder.revision + 1 };
    return this.folder;
  }

  async listRemovedBefore(moment: Date): Promise<readonly EvidenceFolder[]> {
    const isDue = this.folder?.items.some(({ removed }) => removed && removed.at <= moment);
    return this.folder && isDue ? [this.folder] : [];
  }

  async namedFiles(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const named = new Set(this.folder?.items.flatMap(fileIdsOf));
    return new Set(ids.filter((id) => named.has(id)));
  }
}

export class MemoryFiles implements EvidenceFiles {
  readonly all = new Map<string, { bytes: Buffer; at: Date }>();
  /** Thrown by the next `put`. */
  failure: Error | undefined;

  async put(id: string, bytes: AsyncIterable<Uint8Array>, at: Date): Promise<void> {
    await waiting();
    if (this.failure) throw this.failure;
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    this.all.set(id, { bytes: Buffer.concat(chunks), at });
  }

  async open(id: string) {
    const found = this.all.get(id);
    return (
      found && {
        bytes: found.bytes.length,
        async *read() {
          yield found.bytes;
        },
      }
    );
  }

  async remove(id: string): Promise<void> {
    this.all.delete(id);
  }

  async *listBefore(moment: Date): AsyncGenerator<readonly string[]> {
    yield [...this.all].filter(([, { at }]) => at < moment).map(([id]) => id);
  }
}
