import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FilesUnavailable } from '../errors.js';
import type { EvidenceFiles } from '../evaluation/evidence/evidence.js';

/** Personal data: readable by nobody else. */
const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY = 0o600;

/** Of a file that is not whole yet. */
const PART = '.part';

/** Files looked at in a row before something else gets its turn. */
const SOME = 200;

/** Files in a directory of their own, beside the embedded store. One process writes to it. */
export async function evidenceDirectory(directory: string): Promise<EvidenceFiles> {
  await working(() => mkdir(directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY }));
  const fileOf = (id: string) => path.join(directory, checkedId(id));

  /** On disk under a name that nobody asks for, then at once under its own. */
  async function put(id: string, bytes: AsyncIterable<Uint8Array>, at: Date): Promise<void> {
    const [file, part] = [fileOf(id), fileOf(id) + PART];
    try {
      await write(part, bytes, at);
      await rename(part, file);
      await syncDirectory(directory);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  return {
    put: (id, bytes, at) => working(() => put(id, bytes, at)),

    async open(id) {
      const file = fileOf(id);
      const found = await working(() => orMissing(stat(file)));
      if (!found) return undefined;
      return { bytes: found.size, read: (range) => createReadStream(file, range) };
    },

    async remove(id) {
      for (const file of [fileOf(id), fileOf(id) + PART]) await working(() => rm(file, { force: true }));
    },

    async *listBefore(moment) {
      const names = await working(() => readdir(directory));
      for (let from = 0; from < names.length; from += SOME) {
        const some = names.slice(from, from + SOME);
        const old = await Promise.all(some.map((name) => isBefore(path.join(directory, name), moment)));
        yield some.filter((_, i) => old[i]).map((name) => name.replace(/\.part$/, ''));
      }
    },
  };
}

async function write(file: string, bytes: AsyncIterable<Uint8Array>, at: Date): Promise<void> {
  const written = createWriteStream(file, { flags: 'wx', mode: OWNER_ONLY, flush: true });
  await pipeline(Readable.from(bytes), written);
  await utimes(file, at, at);
}

/** Names are on disk once their directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isBefore(file: string, moment: Date): Promise<boolean> {
  const found = await orMissing(stat(file));
  return found !== undefined && found.mtime < moment;
}

async function orMissing<T>(looked: Promise<T>): Promise<T | undefined> {
  try {
    return await looked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Ids are ours; whatever else came here, it is no path. */
function checkedId(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new TypeError('The id of a file holds letters, digits and dashes alone.');
}

/** @throws {FilesUnavailable} for what the disk refuses. */
async function working<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw code !== undefined && syscall !== undefined ? new FilesUnavailable(code, { cause: error }) : error;
  }
}
