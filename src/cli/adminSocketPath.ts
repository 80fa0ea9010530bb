import { mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Addresses of Unix sockets end at 103 bytes on macOS and at 107 on Linux; longer ones would be cut. */
const LONGEST_BYTES = 103;

const NAME = 'admin.sock';

/** Where a socket that does not fit beside the data is. */
const POINTER = `${NAME}.path`;

const isShort = (file: string) => Buffer.byteLength(file) <= LONGEST_BYTES;

/** Where a server of this data directory listens, if one runs. */
export async function adminSocketPath(dataDirectory: string): Promise<string | undefined> {
  const beside = path.join(dataDirectory, NAME);
  return isShort(beside) ? beside : pointed(dataDirectory);
}

/** A path to listen at. The caller owns the data directory, so what a killed server left there is removed. */
export async function newAdminSocketPath(dataDirectory: string): Promise<string> {
  await removeAdminSocket(dataDirectory);
  const beside = path.join(dataDirectory, NAME);
  if (isShort(beside)) return beside;
  // A new directory of our own (0700): a name that others can foresee in /tmp could be theirs.
  const elsewhere = path.join(await mkdtemp(path.join(tmpdir(), 'attendus-')), NAME);
  await writeFile(path.join(dataDirectory, POINTER), elsewhere, { mode: 0o600 });
  return elsewhere;
}

export async function removeAdminSocket(dataDirectory: string): Promise<void> {
  await rm(path.join(dataDirectory, NAME), { force: true });
  const elsewhere = await pointed(dataDirectory);
  if (elsewhere === undefined) return;
  await rm(elsewhere, { force: true });
  await rmdir(path.dirname(elsewhere)).catch(() => {});
  await rm(path.join(dataDirectory, POINTER), { force: true });
}

async function pointed(dataDirectory: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(dataDirectory, POINTER), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
