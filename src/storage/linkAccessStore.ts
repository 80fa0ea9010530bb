import type { Connection } from 'mongoose';
import type { LinkAccessStore, LinkPlace } from '../platform/linkAccess.js';
import { compositeId } from './compositeId.js';
import { moment, text } from './filterValues.js';
import { linkAccessModel, type LinkAccessRecord } from './linkAccessModel.js';

export function linkAccessStore(db: Connection): LinkAccessStore {
  const Access = linkAccessModel(db);

  return {
    async get(link) {
      const record = await Access.findOne({ _id: linkId(link) }, { excluded: 1, told: 1, readAt: 1 })
        .lean<LinkAccessRecord>()
        .exec();
      return record ? { excluded: record.excluded, told: record.told, readAt: record.readAt } : undefined;
    },

    async put(link, { excluded, told, readAt }) {
      const { registrationId, deploymentId, contextId, resourceLinkId } = link;
      const place = { registrationId, deploymentId, contextId, resourceLinkId };
      const access = { excluded: excluded.map(text), told, readAt: moment(readAt) };
      await Access.updateOne(
        { _id: linkId(link) },
        { $set: { ...place, ...access } },
        { upsert: true },
      ).exec();
    },

    async admit(link, sub) {
      const shutOut = { _id: linkId(link), excluded: text(sub) };
      // Nearly always there is nothing to write, and a launch waits for it.
      if (!(await Access.findOne(shutOut, { _id: 1 }).lean().exec())) return;
      await Access.updateOne(shutOut, { $pull: { excluded: sub } }).exec();
    },
  };
}

const linkId = ({ registrationId, deploymentId, contextId, resourceLinkId }: LinkPlace): string =>
  compositeId(registrationId, deploymentId, contextId, resourceLinkId);
