import type { Connection, Model } from 'mongoose';
import type { Scope } from '../platform/launchSession.js';
import type { Member, RosterStore } from '../platform/roster.js';
import { text } from './filterValues.js';
import { isDuplicate } from './insertRecord.js';
import { rosterModel, type RosterRecord } from './rosterModel.js';
import { scopeId } from './compositeId.js';

type Rosters = Model<RosterRecord>;

export function rosterStore(db: Connection): RosterStore {
  const rosters = rosterModel(db);

  return {
    async get(scope) {
      const record = await rosters
        .findOne({ _id: scopeId(scope) }, { members: 1, readAt: 1 })
        .lean<RosterRecord>()
        .exec();
      return record
        ? { members: record.members, ...(record.readAt && { readAt: record.readAt }) }
        : undefined;
    },

    async put(scope, { members, readAt }) {
      const change = readAt
        ? { $set: { ...owner(scope), members, readAt } }
        : { $set: { ...owner(scope), members }, $unset: { readAt: 1 } };
      await rosters.updateOne({ _id: scopeId(scope) }, change, { upsert: true }).exec();
    },

    async see(scope, member) {
      // Each round that fails is one in which another launch wrote, so the rounds come to an end.
      while (!(await seen(rosters, scope, member)));
    },
  };
}

/** False when the roster changed between reading and writing. */
async function seen(rosters: Rosters, scope: Scope, member: Member): Promise<boolean> {
  const id = scopeId(scope);
  const record = await rosters.findOne({ _id: id }, { members: 1 }).lean<RosterRecord>().exec();
  const place = record?.members.findIndex(({ sub }) => sub === member.sub) ?? -1;
  const known = record?.members[place];
  if (!known) return added(rosters, scope, member);

  const news = newFields(known, member);
  if (news.length === 0) return true;
  const stillThere = { _id: id, [`members.${place}.sub`]: text(member.sub) };
  const fields = Object.fromEntries(news.map(([name, value]) => [`members.${place}.${name}`, value]));
  return (await rosters.updateOne(stillThere, { $set: fields }).exec()).matchedCount === 1;
}

async function added(rosters: Rosters, scope: Scope, member: Member): Promise<boolean> {
  const without = { _id: scopeId(scope), 'members.sub': { $ne: text(member.sub) } };
  const change = { $push: { members: member }, $setOnInsert: owner(scope) };
  try {
    await rosters.updateOne(without, change, { upsert: true }).exec();
    return true;
  } catch (error) {
    // The roster exists and holds the member: somebody added them a moment ago.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** What a launch does not tell, such as a sorting name, stays as it is known. */
const newFields = (known: Member, member: Member) =>
  Object.entries(member).filter(([field, value]) => !isSame(known[field as keyof Member], value));

/** Values are texts, flags, and lists of texts. */
const isSame = (known: unknown, value: unknown) =>
  Array.isArray(known) && Array.isArray(value)
    ? known.length === value.length && known.every((one, index) => one === value[index])
    : known === value;

const owner = ({ registrationId, deploymentId, contextId }: Scope) => ({
  registrationId,
  deploymentId,
  contextId,
});
