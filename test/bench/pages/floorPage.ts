import type { Agent } from 'undici';
import { Visitor } from '../launch/visitor.js';

/** A page of the floor's server with as many bytes as asked, within one line of its table. */
export async function floorPageOfSize(
  url: string,
  agent: Agent,
  bytes: number,
): Promise<{ bytes: number; get: () => Promise<unknown> }> {
  const visitor = new Visitor(agent);
  const sizeOf = async (lines: number) =>
    Buffer.byteLength((await visitor.get(`${url}/pages/${lines}`)).body);
  let lines = Math.ceil(bytes / ((await sizeOf(1000)) / 1000));
  // Codes of a line grow with its number, so the first guess is a little off.
  let size = await sizeOf(lines);
  while (size < bytes) size = await sizeOf(++lines);
  while (size > bytes && lines > 0) size = await sizeOf(--lines);
  return { bytes: size, get: () => visitor.get(`${url}/pages/${lines}`) };
}
