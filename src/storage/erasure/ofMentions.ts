import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { activityModel } from '../activityModel.js';
import { text } from '../filterValues.js';
import { launchSessionModel } from '../launchSessionModel.js';

/**
 * Takes someone out of what names them for a while and is another's: a mentor's session, a teacher's that their work
 * was opened by, and a version that a crash stopped on its way to their evaluation.
 */
export function ofMentions(db: Connection): Erasure {
  const what = 'sessions of others, and versions on their way, that name them';
  const sessions = launchSessionModel(db);
  const activities = activityModel(db);

  // Sessions by when they end, as `ofSessions` does.
  const sessionsOf = ({ registrationId }: Person) => ({
    expiresAt: { $gt: new Date(0) },
    'scope.registrationId': text(registrationId),
  });
  const mentoring = (person: Person) => ({ ...sessionsOf(person), mentees: text(person.sub) });
  const reviewing = (person: Person) => ({ ...sessionsOf(person), reviewOf: text(person.sub) });
  const onTheWay = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    'application.republished.learnerSub': text(sub),
  });

  return {
    async count(person) {
      const counts = await Promise.all([
        sessions.countDocuments(mentoring(person)).exec(),
        sessions.countDocuments(reviewing(person)).exec(),
        activities.countDocuments(onTheWay(person)).exec(),
      ]);
      return [{ what, count: counts.reduce((total, count) => total + count, 0) }];
    },
    async erase(person) {
      const sub = text(person.sub);
      const forgotten = { $pull: { 'application.republished': { learnerSub: sub } } };
      const changed = await Promise.all([
        sessions.updateMany(mentoring(person), { $pull: { mentees: sub } }).exec(),
        sessions.updateMany(reviewing(person), { $unset: { reviewOf: 1 } }).exec(),
        activities.updateMany(onTheWay(person), forgotten).exec(),
      ]);
      return [{ what, count: changed.reduce((total, { modifiedCount }) => total + modifiedCount, 0) }];
    },
  };
}
