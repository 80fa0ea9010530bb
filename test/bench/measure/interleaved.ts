export interface Rounds {
  readonly most: number;
  /** No further round begins after this time, once there are three. */
  readonly seconds: number;
}

const FEWEST_ROUNDS = 3;

/**
 * Measures every subject once a round, each round beginning with the next one: whatever slows the machine
 * down for a while strikes all of them.
 *
 * @returns for each subject, what its rounds gave, in order.
 */
export async function interleaved<Subject, Result>(
  subjects: readonly Subject[],
  { most, seconds }: Rounds,
  measure: (subject: Subject) => Promise<Result>,
): Promise<readonly Result[][]> {
  const results = subjects.map((): Result[] => []);
  const end = performance.now() + seconds * 1000;
  for (let round = 0; round < most; round++) {
    if (round >= FEWEST_ROUNDS && performance.now() > end) break;
    for (let turn = 0; turn < subjects.length; turn++) {
      const place = (round + turn) % subjects.length;
      results[place]!.push(await measure(subjects[place]!));
    }
  }
  return results;
}
