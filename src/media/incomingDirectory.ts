import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface IncomingDirectory {
  readonly path: string;
  /** Uploads that a killed process had left there. */
  readonly removed: number;
  close(): Promise<void>;
}

/**
 * A directory where uploads wait to be read, readable by nobody else. Beside the embedded store it is this process'
 * alone, so what a killed one left there is removed; other processes share MongoDB, and each has its own.
 */
export async function openIncomingDirectory({
  mongodbUri,
  dataDirectory,
}: {
  readonly mongodbUri?: string;
  readonly dataDirectory: string;
}): Promise<IncomingDirectory> {
  const own = path.join(dataDirectory, 'incoming');
  const removed = mongodbUri === undefined ? await emptied(own) : 0;
  const directory = mongodbUri === undefined ? own : await mkdtemp(path.join(tmpdir(), 'attendus-incoming-'));
  return { path: directory, removed, close: () => rm(directory, { recursive: true, force: true }) };
}

/** @returns how many files it held. */
async function emptied(directory: string): Promise<number> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { length } = await readdir(directory);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { mode: 0o700 });
  return length;
}
