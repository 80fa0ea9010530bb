import type { Activity } from '../../../src/evaluation/activity.js';
import type { Evaluation } from '../../../src/evaluation/evaluation.js';
import type { Claim } from '../../../src/gradebook/deliveryQueue.js';
import type { Stores } from '../../../src/storage/stores.js';
import { learners } from '../platform/people.js';
import { publishedOf } from '../school/evaluation.js';
import { fillEvaluations } from '../store/fillEvaluations.js';
import { openStore } from '../store/openStore.js';
import { removeDirectory, temporaryDirectory } from '../store/temporaryDirectory.js';
import { classActivity, classesFor, storedEvaluations } from './storedEvaluations.js';

/** CPU of one call, in microseconds. */
export interface EvaluationCosts {
  readonly list: number;
  readonly find: number;
  readonly save: number;
  readonly claim: number;
  readonly settle: number;
}

export interface FilledStore {
  readonly evaluations: number;
  readonly fillSeconds: number;
  readonly stores: Stores;
  readonly remove: () => Promise<void>;
}

const LISTS = 36;

export async function filledStore(evaluations: number): Promise<FilledStore> {
  const directory = await temporaryDirectory();
  const start = performance.now();
  await fillEvaluations(directory, storedEvaluations(evaluations));
  const fillSeconds = (performance.now() - start) / 1000;
  const { stores, close } = await openStore(directory);
  const remove = async () => {
    await close();
    await removeDirectory(directory);
  };
  return { evaluations, fillSeconds, stores, remove };
}

/** A class, chosen at random, is listed, read, published, and its marks delivered: one call after another. */
export async function evaluationCosts({ stores, evaluations }: FilledStore): Promise<EvaluationCosts> {
  const activity = randomClass(evaluations);
  const subs = learners.map(({ sub }) => sub).slice(0, Math.min(learners.length, evaluations));
  const found: Evaluation[] = [];
  const claims: Claim[] = [];
  const list = await cpuOfEach(LISTS, () => stores.evaluations.list(randomClass(evaluations).id));
  const find = await cpuOfEach(subs.length, async (place) => {
    found.push((await stores.evaluations.find(activity.id, subs[place]!))!);
  });
  const published = found.map((evaluation, seed) => publishedOf(evaluation, activity, seed + 2, new Date()));
  const save = await cpuOfEach(published.length, async (place) => {
    const { kind } = await stores.evaluations.save(published[place]!);
    if (kind !== 'saved') throw new Error('Somebody else saved.');
  });
  const claim = await cpuOfEach(published.length, async () => {
    claims.push((await nextClaim(stores))!);
  });
  const settle = await cpuOfEach(claims.length, (place) =>
    stores.deliveries.settle(claims[place]!, { kind: 'sent', at: new Date() }),
  );
  return { list, find, save, claim, settle };
}

/** Never the last class, which may be smaller. */
const randomClass = (evaluations: number): Activity =>
  classActivity(Math.floor(Math.random() * (classesFor(evaluations) - 1)));

function nextClaim({ deliveries }: Stores): Promise<Claim | undefined> {
  const now = new Date();
  return deliveries.claim({ now, leaseUntil: new Date(now.getTime() + 60_000), except: [] });
}

async function cpuOfEach(count: number, call: (place: number) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let place = 0; place < count; place++) await call(place);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
