/** Writes at one instant. */
const CONCURRENCY = 8;

/** Does something with each, a few at one instant. Gives the results in the order of `all`. */
export async function severalAtOnce<One, Result>(
  all: readonly One[],
  act: (one: One) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < all.length; first += CONCURRENCY) {
    results.push(...(await Promise.all(all.slice(first, first + CONCURRENCY).map(act))));
  }
  return results;
}
