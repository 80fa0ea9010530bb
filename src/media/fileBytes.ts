import { open, type FileHandle } from 'node:fs/promises';

/** Reads parts of a file; a part beyond its end comes back short. */
export interface FileBytes {
  readonly size: number;
  part(start: number, length: number): Promise<Buffer>;
}

/** Opens a file as long as something is read from it. */
export async function withFileBytes<T>(path: string, read: (bytes: FileBytes) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return await read({ size, part: (start, length) => part(handle, start, length) });
  } finally {
    await handle.close();
  }
}

async function part(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, start);
  return buffer.subarray(0, bytesRead);
}
