/** Someone as a platform knows them: whoever they were in its courses. */
export interface Person {
  readonly registrationId: string;
  readonly sub: string;
}

/** How much of a kind there was of someone, in words of the account: « class lists », 2. */
export interface Holding {
  readonly what: string;
  readonly count: number;
}

/** Port. One kind of thing that is kept of learners. */
export interface Erasure {
  count(person: Person): Promise<readonly Holding[]>;
  /** Erases it, and tells what was erased. Asked again, it goes on where it was stopped. */
  erase(person: Person): Promise<readonly Holding[]>;
}

export interface ErasurePorts {
  /** In the order in which they are erased: what could make others anew comes first. */
  readonly erasures: readonly Erasure[];
  /** Has the store forget what was deleted, as far as that is in its power. */
  readonly scrub: () => Promise<void>;
}

/** What is kept of a learner; nothing is erased. */
export async function learnerHoldings(
  person: Person,
  { erasures }: Pick<ErasurePorts, 'erasures'>,
): Promise<readonly Holding[]> {
  const all: Holding[] = [];
  for (const erasure of erasures) all.push(...(await erasure.count(person)));
  return all;
}

/**
 * Erases what is kept of a learner in all courses of a registration: RGPD article 17, and the end of a schooling.
 * What teachers wrote about others stays; so does what the platform holds, its gradebook included.
 *
 * @returns what was erased.
 */
export async function eraseLearner(
  person: Person,
  { erasures, scrub }: ErasurePorts,
): Promise<readonly Holding[]> {
  const all: Holding[] = [];
  for (const erasure of erasures) all.push(...(await erasure.erase(person)));
  await scrub();
  return all;
}
