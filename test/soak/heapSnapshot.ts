import { readFile } from 'node:fs/promises';

/** What one kind of object takes of a heap; kinds go by the name of their constructor. */
interface Kind {
  readonly count: number;
  readonly bytes: number;
}

export type HeapKinds = ReadonlyMap<string, Kind>;

export interface Growth {
  readonly kind: string;
  readonly count: number;
  readonly kilobytes: number;
}

/** Everything but objects goes by its type alone: a text would be a kind of its own. */
const NAMED = new Set(['object', 'native', 'closure']);

/** Reads a snapshot that `v8.writeHeapSnapshot` wrote. */
export async function heapKinds(file: string): Promise<HeapKinds> {
  const { snapshot, nodes, strings } = JSON.parse(await readFile(file, 'utf8')) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
    nodes: number[];
    strings: string[];
  };
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
  ];
  const kinds = new Map<string, Kind>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const typeName = types[0][nodes[at + type] ?? 0] ?? '';
    const kind = NAMED.has(typeName) ? `${typeName} ${strings[nodes[at + name] ?? 0]}` : typeName;
    const { count, bytes } = kinds.get(kind) ?? { count: 0, bytes: 0 };
    kinds.set(kind, { count: count + 1, bytes: bytes + (nodes[at + size] ?? 0) });
  }
  return kinds;
}

/** The kinds that take more room than before, the greatest first. */
export function growths(before: HeapKinds, after: HeapKinds): readonly Growth[] {
  return [...after]
    .map(([kind, { count, bytes }]) => {
      const former = before.get(kind) ?? { count: 0, bytes: 0 };
      return {
        kind,
        count: count - former.count,
        kilobytes: Math.round((bytes - former.bytes) / 1024),
      };
    })
    .filter(({ kilobytes }) => kilobytes > 0)
    .toSorted((a, b) => b.kilobytes - a.kilobytes);
}
