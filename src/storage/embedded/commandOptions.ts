import type { CursorOptions } from './embeddedCursor.js';
import { Filter } from './filter.js';
import { NotSupported } from './notSupported.js';
import type { DocumentQuery } from './readDocuments.js';
import { sortFrom } from './sort.js';

/** Options of the driver's methods that we act on; mongoose adds more of its own, which mean nothing here. */
export interface CommandOptions extends CursorOptions {
  readonly upsert?: boolean;
  readonly ordered?: boolean;
  readonly returnDocument?: 'before' | 'after';
  readonly includeResultMetadata?: boolean;
  /** Without `j: false`, a write is acknowledged once it is on disk. */
  readonly writeConcern?: { readonly j?: boolean };
}

const REFUSED = [
  'session',
  'collation',
  'arrayFilters',
  'hint',
  'let',
  'min',
  'max',
  'explain',
  'tailable',
  'returnKey',
  'showRecordId',
] as const;

/** @throws {NotSupported} naming an option whose absence would change the answer. */
export function checkOptions(options: object): void {
  const given = options as Record<string, unknown>;
  const refused = REFUSED.find((name) => given[name] !== undefined && given[name] !== null);
  if (refused) throw new NotSupported(`The option ${refused}`);
}

/** What to read; as the driver has it, a limit of 0 means none. */
export function documentQuery(filter: unknown, options: CommandOptions): DocumentQuery {
  checkOptions(options);
  return {
    filter: new Filter(filter),
    sort: sortFrom(options.sort),
    skip: options.skip ?? 0,
    limit: Math.abs(options.limit ?? 0) || Infinity,
  };
}

export const one = (query: DocumentQuery): DocumentQuery => ({ ...query, limit: 1 });
