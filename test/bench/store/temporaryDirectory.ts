import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const directories = new Set<string>();

// A bench that is stopped leaves no gigabytes behind.
process.once('exit', () =>
  directories.forEach((directory) => rmSync(directory, { recursive: true, force: true })),
);

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'attendus-bench-'));
  directories.add(directory);
  return directory;
}

export async function removeDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  directories.delete(directory);
}
