import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { text } from '../filterValues.js';
import { tutorLinkModel, type TutorLinkRecord } from '../tutorLinkModel.js';
import { activityIds } from './activityIds.js';

/** Takes someone out of the links that company tutors were given; a link to nobody else goes. */
export function ofTutorLinks(db: Connection): Erasure {
  const Links = tutorLinkModel(db);
  const what = 'tutors’ links that name them';

  async function* naming({ registrationId, sub }: Person): AsyncGenerator<TutorLinkRecord> {
    for await (const ids of activityIds(db, registrationId)) {
      const found = Links.find({ activityId: { $in: [...ids] }, learnerSubs: text(sub) });
      yield* await found.lean<TutorLinkRecord[]>().exec();
    }
  }

  return {
    async count(person) {
      let count = 0;
      for await (const { learnerSubs } of naming(person)) count += learnerSubs.includes(person.sub) ? 1 : 0;
      return [{ what, count }];
    },
    async erase(person) {
      let count = 0;
      for await (const { _id, learnerSubs } of naming(person)) {
        const others = learnerSubs.filter((one) => one !== person.sub);
        const link = { _id: text(_id) };
        if (others.length === 0) await Links.deleteOne(link).exec();
        else await Links.updateOne(link, { $set: { learnerSubs: others } }).exec();
        count += 1;
      }
      return [{ what, count }];
    },
  };
}
