import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { text } from '../filterValues.js';
import { tutorLinkModel, type TutorLinkRecord } from '../tutorLinkModel.js';
import { activityIds } from './activityIds.js';

type Named = Pick<TutorLinkRecord, '_id' | 'learnerSubs'>;

/** Takes someone out of tutors' links. Their place stays empty: the others keep the numbers that addresses show. */
export function ofTutorLinks(db: Connection): Erasure {
  const TutorLinks = tutorLinkModel(db);
  const what = "tutors' links that name them";

  async function* linksNaming({ registrationId, sub }: Person): AsyncGenerator<Named> {
    for await (const ids of activityIds(db, registrationId)) {
      const naming = { activityId: { $in: [...ids] }, learnerSubs: text(sub) };
      yield* await TutorLinks.find(naming, { learnerSubs: 1 }).lean<Named[]>().exec();
    }
  }

  return {
    async count(person) {
      let count = 0;
      for await (const { learnerSubs } of linksNaming(person))
        count += learnerSubs.includes(person.sub) ? 1 : 0;
      return [{ what, count }];
    },
    async erase(person) {
      let count = 0;
      for await (const { _id, learnerSubs } of linksNaming(person)) {
        const place = `learnerSubs.${learnerSubs.indexOf(person.sub)}`;
        await TutorLinks.updateOne({ _id: text(_id) }, { $set: { [place]: '' } }).exec();
        count += 1;
      }
      return [{ what, count }];
    },
  };
}
