import type { Connection, Model, QueryFilter } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { text } from '../filterValues.js';
import type { StoredRecord } from '../storedSchema.js';
import { activityIds } from './activityIds.js';

/** Records of one learner on one activity, with an index of both. */
export interface LearnersRecord extends StoredRecord {
  readonly activityId: string;
  readonly learnerSub: string;
}

/** Erases what a collection keeps of each learner on each activity. */
export function ofActivities<Stored extends LearnersRecord>(
  db: Connection,
  records: Model<Stored>,
  what: string,
): Erasure {
  const sum = async (person: Person, each: (filter: QueryFilter<Stored>) => Promise<number>) => {
    let count = 0;
    for await (const filter of filters<Stored>(db, person)) count += await each(filter);
    return [{ what, count }];
  };
  return {
    count: (person) => sum(person, (filter) => records.countDocuments(filter).exec()),
    erase: (person) => sum(person, async (filter) => (await records.deleteMany(filter).exec()).deletedCount),
  };
}

/** What matches a learner's records on some activities of the registration at a time. */
export async function* filters<Stored extends LearnersRecord>(
  db: Connection,
  { registrationId, sub }: Person,
): AsyncGenerator<QueryFilter<Stored>> {
  for await (const ids of activityIds(db, registrationId)) {
    yield { activityId: { $in: ids }, learnerSub: text(sub) } as QueryFilter<Stored>;
  }
}
