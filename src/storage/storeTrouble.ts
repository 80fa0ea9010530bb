/** What the driver throws while it has no server that it may write to. */
const UNREACHABLE = new Set([
  'MongoClientClosedError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MongoServerClosedError',
  'MongoServerSelectionError',
  'MongoStalePrimaryError',
  'MongoTopologyClosedError',
  'MongoWriteConcernError',
]);

/** Codes of a server that is no primary, shuts down or has a full disk (MongoDB manual, error codes). */
const PASSING = new Set([6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436, 14031]);

/**
 * Whether an error tells that MongoDB cannot be reached or cannot write now: what was asked may have been done or not,
 * and asking again later may help. The embedded store's own errors say so themselves.
 */
export function isStoreTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (error.name === 'MongoServerError') return typeof code === 'number' && PASSING.has(code);
  return UNREACHABLE.has(error.name);
}
