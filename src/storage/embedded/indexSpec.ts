import { NotSupported } from './notSupported.js';
import { ErrorCode, serverError } from './serverError.js';

export type Direction = 1 | -1;

/** What an index is, as it is kept and as MongoDB describes it. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, Direction>>;
  readonly unique?: true;
  readonly sparse?: true;
  /** Documents go this many seconds after the date under the key's only path. */
  readonly expireAfterSeconds?: number;
}

export const ID_INDEX: IndexSpec = { name: '_id_', key: { _id: 1 }, unique: true };

/** Said by mongoose or by older code, and without effect here. */
const IGNORED = new Set(['name', 'background', 'v', 'writeConcern']);

/** @throws {NotSupported} for every kind of index and every option that we do not have. */
export function indexSpec(key: unknown, options: Readonly<Record<string, unknown>> = {}): IndexSpec {
  const fields = checkedKey(key);
  const spec = {
    name: typeof options['name'] === 'string' ? options['name'] : defaultName(fields),
    key: fields,
    ...Object.assign({}, ...Object.entries(options).map(([name, value]) => option(name, value))),
  };
  if (spec.expireAfterSeconds !== undefined && Object.keys(fields).length > 1) {
    throw new NotSupported('expireAfterSeconds on a compound index');
  }
  return spec;
}

export type IndexDescription = IndexSpec & { readonly v: 2 };

/** As listIndexes tells it: that `_id` is unique goes without saying. */
export const indexDescription = (spec: IndexSpec): IndexDescription =>
  spec === ID_INDEX ? { v: 2, name: spec.name, key: spec.key } : { v: 2, ...spec };

export const sameKey = (a: IndexSpec, b: IndexSpec) => JSON.stringify(a.key) === JSON.stringify(b.key);

export const sameIndex = (a: IndexSpec, b: IndexSpec) =>
  a.name === b.name &&
  sameKey(a, b) &&
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  a.expireAfterSeconds === b.expireAfterSeconds;

function checkedKey(key: unknown): Record<string, Direction> {
  const fields = Object.entries((key ?? {}) as Record<string, unknown>);
  if (typeof key !== 'object' || Array.isArray(key) || fields.length === 0) {
    throw serverError(ErrorCode.badValue, 'an index needs at least one path, as { path: 1 }');
  }
  for (const [path, direction] of fields) {
    if (direction !== 1 && direction !== -1) throw new NotSupported(`An index of type ${String(direction)}`);
    if (path.split('.').some((step) => step.startsWith('$'))) throw new NotSupported(`An index on ${path}`);
  }
  return Object.fromEntries(fields) as Record<string, Direction>;
}

const defaultName = (key: Record<string, Direction>) =>
  Object.entries(key)
    .map(([path, direction]) => `${path}_${direction}`)
    .join('_');

function option(name: string, value: unknown): Partial<IndexSpec> {
  if (value === undefined || value === null || value === false || IGNORED.has(name)) return {};
  if (name === 'unique') return { unique: true };
  if (name === 'sparse') return { sparse: true };
  if (name === 'expireAfterSeconds' && typeof value === 'number') return { expireAfterSeconds: value };
  throw new NotSupported(`The index option ${name}`);
}
