import type { Connection } from 'mongoose';
import { activityModel, type ActivityRecord } from '../activityModel.js';
import { text } from '../filterValues.js';

/** As many as one query names. */
const SOME = 200;

/** The ids of all activities of a registration, some at a time. */
export async function* activityIds(
  db: Connection,
  registrationId: string,
): AsyncGenerator<readonly string[]> {
  const records = await activityModel(db)
    .find({ registrationId: text(registrationId) }, { _id: 1 })
    .lean<Pick<ActivityRecord, '_id'>[]>()
    .exec();
  for (let from = 0; from < records.length; from += SOME) {
    yield records.slice(from, from + SOME).map(({ _id }) => _id);
  }
}
