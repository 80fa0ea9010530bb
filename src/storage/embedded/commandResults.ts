import type { CommandOptions } from './commandOptions.js';
import type { StoredDocument, StoredValue } from './storedValue.js';
import type { UpdateOutcome } from './writeDocuments.js';

/** The driver's UpdateResult. */
export const updateResult = ({ matched, modified, upsertedId }: UpdateOutcome) => ({
  acknowledged: true,
  matchedCount: matched,
  modifiedCount: modified,
  upsertedCount: upsertedId === undefined ? 0 : 1,
  upsertedId: upsertedId ?? null,
});

export interface FoundAndChanged {
  readonly document: StoredDocument | undefined;
  /** Documents that matched: 0 or 1. */
  readonly count: number;
  readonly upsertedId?: StoredValue;
}

/** What findOneAnd… gives: the document, or on demand the server's whole answer. */
export function findOneAndResult({ document, count, upsertedId }: FoundAndChanged, options: CommandOptions) {
  const value = document ?? null;
  if (!options.includeResultMetadata) return value;
  const upserted = upsertedId === undefined ? {} : { upserted: upsertedId };
  const n = upsertedId === undefined ? count : 1;
  return { ok: 1, value, lastErrorObject: { n, updatedExisting: count > 0, ...upserted } };
}
