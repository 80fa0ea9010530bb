import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { text } from '../filterValues.js';
import { tutorLinkModel, type TutorLinkRecord } from '../tutorLinkModel.js';
import { activityIds } from './activityIds.js';

type Naming = Pick<TutorLinkRecord, '_id' | 'learnerSubs'>;

/**
 * Takes someone out of the links that company tutors were given; a link to nobody else goes. Their place stays, empty:
 * addresses name learners by it, and what a tutor types on an open page must not become another's.
 */
export function ofTutorLinks(db: Connection): Erasure {
  const Links = tutorLinkModel(db);
  const what = 'tutors’ links that name them';

  async function* naming({ registrationId, sub }: Person): AsyncGenerator<Naming> {
    for await (const ids of activityIds(db, registrationId)) {
      const named = { activityId: { $in: [...ids] }, learnerSubs: text(sub) };
      yield* await Links.find(named, { learnerSubs: 1 }).lean<Naming[]>().exec();
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
        const left = learnerSubs.map((one) => (one === person.sub ? '' : one));
        const link = { _id: text(_id) };
        if (left.every((one) => one === '')) await Links.deleteOne(link).exec();
        else await Links.updateOne(link, { $set: { learnerSubs: left } }).exec();
        count += 1;
      }
      return [{ what, count }];
    },
  };
}
