import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface IncomingDirectory {
  readonly path: string;
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
  const directory =
    mongodbUri === undefined
      ? await emptied(path.join(dataDirectory, 'incoming'))
      : await mkdtemp(path.join(tmpdir(), 'attendus-incoming-'));
  return { path: directory, close: () => rm(directory, { recursive: true, force: true }) };
}

async function emptied(directory: string): Promise<string> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return directory;
}
