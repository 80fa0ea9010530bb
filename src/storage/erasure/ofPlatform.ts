import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { commentBankModel } from '../commentBankModel.js';
import { text } from '../filterValues.js';
import { launchSessionModel } from '../launchSessionModel.js';
import { linkAccessModel } from '../linkAccessModel.js';
import { rosterModel } from '../rosterModel.js';

/** Ends the sessions that someone's launches opened: nothing more comes from them. */
export function ofSessions(db: Connection): Erasure {
  const Sessions = launchSessionModel(db);
  const what = 'launch sessions';
  // No index of people: all sessions of the last hours are looked through, by the one of when they end.
  const whose = ({ registrationId, sub }: Person) => ({
    expiresAt: { $gt: new Date(0) },
    'scope.registrationId': text(registrationId),
    'user.sub': text(sub),
  });
  return {
    count: async (person) => [{ what, count: await Sessions.countDocuments(whose(person)).exec() }],
    erase: async (person) => [
      { what, count: (await Sessions.deleteMany(whose(person)).exec()).deletedCount },
    ],
  };
}

/** Takes someone out of class lists. */
export function ofClassLists(db: Connection): Erasure {
  const Rosters = rosterModel(db);
  const what = 'entries of class lists';
  const whose = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    'members.sub': text(sub),
  });
  return {
    count: async (person) => [{ what, count: await Rosters.countDocuments(whose(person)).exec() }],
    async erase(person) {
      const change = { $pull: { members: { sub: text(person.sub) } } };
      return [{ what, count: (await Rosters.updateMany(whose(person), change).exec()).modifiedCount }];
    },
  };
}

/** Takes someone out of the lists of whom the platform does not let open an activity. */
export function ofLinkAccess(db: Connection): Erasure {
  const Access = linkAccessModel(db);
  const what = 'activities known to be closed to them';
  const whose = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    excluded: text(sub),
  });
  return {
    count: async (person) => [{ what, count: await Access.countDocuments(whose(person)).exec() }],
    async erase(person) {
      const change = { $pull: { excluded: text(person.sub) } };
      return [{ what, count: (await Access.updateMany(whose(person), change).exec()).modifiedCount }];
    },
  };
}

/** Sentences that somebody kept for themself; those that teachers wrote stay theirs. */
export function ofCommentBank(db: Connection): Erasure {
  const Banks = commentBankModel(db);
  const what = 'comment banks of their own';
  const whose = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    teacherSub: text(sub),
  });
  return {
    count: async (person) => [{ what, count: await Banks.countDocuments(whose(person)).exec() }],
    erase: async (person) => [{ what, count: (await Banks.deleteMany(whose(person)).exec()).deletedCount }],
  };
}
