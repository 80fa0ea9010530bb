import type { Connection } from 'mongoose';
import type { Erasure, Person } from '../../evaluation/eraseLearner.js';
import { commentBankModel } from '../commentBankModel.js';
import { text } from '../filterValues.js';
import { launchSessionModel } from '../launchSessionModel.js';
import { linkAccessModel } from '../linkAccessModel.js';
import { rosterModel } from '../rosterModel.js';

interface OfOneKind {
  readonly count: (person: Person) => Promise<number>;
  /** @returns how many went, or lost a name. */
  readonly erase: (person: Person) => Promise<number>;
}

const counted = (what: string, { count, erase }: OfOneKind): Erasure => ({
  count: async (person) => [{ what, count: await count(person) }],
  erase: async (person) => [{ what, count: await erase(person) }],
});

/** Ends the sessions that someone's launches opened: nothing more comes from them. */
export function ofSessions(db: Connection): Erasure {
  const Sessions = launchSessionModel(db);
  // No index of people: all sessions of the last hours are looked through, by the one of when they end.
  const whose = ({ registrationId, sub }: Person) => ({
    expiresAt: { $gt: new Date(0) },
    'scope.registrationId': text(registrationId),
    'user.sub': text(sub),
  });
  return counted('launch sessions', {
    count: (person) => Sessions.countDocuments(whose(person)).exec(),
    erase: async (person) => (await Sessions.deleteMany(whose(person)).exec()).deletedCount,
  });
}

/** Takes someone out of class lists. */
export function ofClassLists(db: Connection): Erasure {
  const Rosters = rosterModel(db);
  const whose = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    'members.sub': text(sub),
  });
  return counted('entries of class lists', {
    count: (person) => Rosters.countDocuments(whose(person)).exec(),
    async erase(person) {
      const change = { $pull: { members: { sub: text(person.sub) } } };
      return (await Rosters.updateMany(whose(person), change).exec()).modifiedCount;
    },
  });
}

/** Takes someone out of the lists of whom the platform does not let open an activity. */
export function ofLinkAccess(db: Connection): Erasure {
  const Access = linkAccessModel(db);
  const whose = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    excluded: text(sub),
  });
  return counted('activities known to be closed to them', {
    count: (person) => Access.countDocuments(whose(person)).exec(),
    async erase(person) {
      const change = { $pull: { excluded: text(person.sub) } };
      return (await Access.updateMany(whose(person), change).exec()).modifiedCount;
    },
  });
}

/** Sentences that somebody kept for themself; those that teachers wrote stay theirs. */
export function ofCommentBank(db: Connection): Erasure {
  const Banks = commentBankModel(db);
  const whose = ({ registrationId, sub }: Person) => ({
    registrationId: text(registrationId),
    teacherSub: text(sub),
  });
  return counted('comment banks of their own', {
    count: (person) => Banks.countDocuments(whose(person)).exec(),
    erase: async (person) => (await Banks.deleteMany(whose(person)).exec()).deletedCount,
  });
}
