import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import type { GroupFacts, LearnerGroups, MadeGroup } from '../../evaluation/group/learnerGroups.js';
import type { Scope } from '../../platform/launchSession.js';
import { learnerNumbersModel, type LearnerNumbersRecord } from '../deskModel.js';
import { text } from '../filterValues.js';
import { learnerGroupModel, type LearnerGroupRecord } from '../learnerGroupModel.js';
import { learnerGroupStore } from '../learnerGroupStore.js';
import { activityIds } from './activityIds.js';

/** Takes someone out of the groups that teachers made, as they are and as they were. */
export function ofGroups(db: Connection): Erasure {
  const Groups = learnerGroupModel(db);
  const store = learnerGroupStore(db);
  const what = 'courses with groups that name them';

  async function coursesNaming({ registrationId, sub }: Person): Promise<readonly Scope[]> {
    const all = Groups.find({ registrationId: text(registrationId) });
    const records = await all.lean<LearnerGroupRecord[]>().exec();
    return records.filter(({ made }) => made.some((group) => isNamed(group, sub)));
  }

  /** Again, when a teacher changes a group meanwhile. */
  async function erasedFrom(scope: Scope, sub: string): Promise<void> {
    while (!(await store.save(scope, without(sub, await store.get(scope)))));
  }

  return {
    count: async (person) => [{ what, count: (await coursesNaming(person)).length }],
    async erase(person) {
      const courses = await coursesNaming(person);
      for (const scope of courses) await erasedFrom(scope, text(person.sub));
      return [{ what, count: courses.length }];
    },
  };
}

const isNamed = ({ memberSubs, before }: MadeGroup, sub: string): boolean =>
  memberSubs.includes(sub) || before?.memberSubs.includes(sub) === true;

function without(sub: string, groups: LearnerGroups): LearnerGroups {
  const leaving = <Facts extends GroupFacts>(facts: Facts): Facts => ({
    ...facts,
    memberSubs: facts.memberSubs.filter((member) => member !== sub),
  });
  const made = groups.made.map((group) => ({
    ...leaving(group),
    ...(group.before && { before: leaving(group.before) }),
  }));
  return { ...groups, made };
}

/** Takes someone's name off the number that stands for it where names are hidden; the number is nobody's then. */
export function ofNumbers(db: Connection): Erasure {
  const Numbers = learnerNumbersModel(db);
  const what = 'numbers under which names are hidden';

  async function* numbersOf({ registrationId, sub }: Person): AsyncGenerator<LearnerNumbersRecord> {
    for await (const ids of activityIds(db, registrationId)) {
      yield* await Numbers.find({ _id: { $in: [...ids] }, subs: text(sub) })
        .lean<LearnerNumbersRecord[]>()
        .exec();
    }
  }

  return {
    async count(person) {
      let count = 0;
      for await (const numbers of numbersOf(person)) count += numbers.subs.includes(person.sub) ? 1 : 0;
      return [{ what, count }];
    },
    async erase(person) {
      let count = 0;
      for await (const { _id, subs } of numbersOf(person)) {
        const place = `subs.${subs.indexOf(person.sub)}`;
        await Numbers.updateOne(
          { _id: text(_id), [place]: text(person.sub) },
          { $set: { [place]: '' } },
        ).exec();
        count += 1;
      }
      return [{ what, count }];
    },
  };
}
