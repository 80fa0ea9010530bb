import { NotSupported } from './notSupported.js';
import { isDocument, type StoredDocument, type StoredValue } from './storedValue.js';

/** Named fields, each with those named under it; an empty one stands for the whole field. */
interface FieldTree extends Map<string, FieldTree> {}

/** Keeps the fields that a projection names, or leaves them out. */
export type Projection = (document: StoredDocument) => StoredDocument;

const everything: Projection = (document) => document;

/** @throws {NotSupported} for anything but a list of fields to keep or one of fields to leave out. */
export function projection(spec: unknown): Projection {
  const entries = Object.entries((spec ?? {}) as Record<string, unknown>).map(
    ([path, value]) => [path, wanted(path, value)] as const,
  );
  if (entries.length === 0) return everything;
  const others = entries.filter(([path]) => path !== '_id');
  const keepsId = entries.find(([path]) => path === '_id')?.[1] ?? true;
  const keeps = others.length === 0 ? keepsId : others[0]![1];
  if (others.some(([, keep]) => keep !== keeps))
    throw new NotSupported('A projection that keeps and leaves out');
  const paths = others.map(([path]) => path);
  if (keeps === keepsId) paths.push('_id');
  const tree = treeOf(paths);
  return keeps ? (document) => kept(document, tree) : (document) => withoutFields(document, tree);
}

function wanted(path: string, value: unknown): boolean {
  if (value === 1 || value === true) return true;
  if (value === 0 || value === false) return false;
  throw new NotSupported(`The projection of ${path}`);
}

function treeOf(paths: readonly string[]): FieldTree {
  const tree: FieldTree = new Map();
  for (const path of paths) path.split('.').reduce(branch, tree);
  return tree;
}

function branch(tree: FieldTree, field: string): FieldTree {
  const known = tree.get(field) ?? new Map();
  tree.set(field, known);
  return known;
}

function kept(document: StoredDocument, tree: FieldTree): StoredDocument {
  return mapFields(document, (name, value) => {
    const under = tree.get(name);
    if (under === undefined) return undefined;
    return under.size === 0 ? value : within(value, (part) => kept(part, under), dropped);
  });
}

function withoutFields(document: StoredDocument, tree: FieldTree): StoredDocument {
  return mapFields(document, (name, value) => {
    const under = tree.get(name);
    if (under === undefined) return value;
    return under.size === 0 ? undefined : within(value, (part) => withoutFields(part, under), unchanged);
  });
}

const dropped = () => undefined;
const unchanged = (value: StoredValue) => value;

/** Applies to a document, or to the documents in an array. */
function within(
  value: StoredValue,
  project: Projection,
  other: (value: StoredValue) => StoredValue | undefined,
): StoredValue | undefined {
  if (isDocument(value)) return project(value);
  if (!Array.isArray(value)) return other(value);
  return value.map((element) => within(element, project, other)).filter((element) => element !== undefined);
}

function mapFields(
  document: StoredDocument,
  map: (name: string, value: StoredValue) => StoredValue | undefined,
): StoredDocument {
  const result: StoredDocument = {};
  for (const [name, value] of Object.entries(document)) {
    const mapped = map(name, value);
    if (mapped !== undefined) result[name] = mapped;
  }
  return result;
}
