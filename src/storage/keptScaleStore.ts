import type { Connection } from 'mongoose';
import { MAXIMUM_KEPT_SCALES, type KeptScaleStore } from '../grid/keptScale.js';
import type { GridOwner } from '../grid/libraryGrid.js';
import { moment, text, wholeNumber } from './filterValues.js';
import { insertRecord } from './insertRecord.js';
import { keptScaleModel, keptScaleOf, keptScaleRecord, type KeptScaleRecord } from './keptScaleModel.js';
import { archivingUpdate, sharingUpdate, within } from './shelving.js';

export function keptScaleStore(db: Connection): KeptScaleStore {
  const KeptScales = keptScaleModel(db);

  async function list(filter: object): Promise<readonly KeptScaleRecord[]> {
    return KeptScales.find(filter)
      .sort({ updatedAt: -1, _id: 1 })
      .limit(MAXIMUM_KEPT_SCALES)
      .lean<KeptScaleRecord[]>()
      .exec();
  }

  async function changed(id: string, owner: GridOwner, filter: object, update: object): Promise<boolean> {
    const owned = { _id: text(id), ...within(owner), ownerSub: text(owner.ownerSub), ...filter };
    return (await KeptScales.updateOne(owned, update).exec()).matchedCount === 1;
  }

  return {
    async add(kept) {
      if ((await insertRecord(KeptScales, keptScaleRecord(kept))) === 'inserted') return;
      throw new Error(`Scale ${kept.scale.id} is kept already.`);
    },

    async get(id, tenant) {
      const record = await KeptScales.findOne({ _id: text(id), ...within(tenant) })
        .lean<KeptScaleRecord>()
        .exec();
      return record ? keptScaleOf(record) : undefined;
    },

    async own(owner) {
      return (await list({ ...within(owner), ownerSub: text(owner.ownerSub) })).map(keptScaleOf);
    },

    async shared(tenant, contextId) {
      const [ofCourse, ofDeployment] = await Promise.all([
        list({ ...within(tenant), contextId: text(contextId), visibility: 'context', archived: false }),
        list({ ...within(tenant), visibility: 'deployment', archived: false }),
      ]);
      return [...ofCourse, ...ofDeployment].map(keptScaleOf);
    },

    async change(owner, { scale, revision, at }) {
      return changed(
        scale.id,
        owner,
        { revision: wholeNumber(revision) },
        { $set: { scale, revision: revision + 1, updatedAt: moment(at) } },
      );
    },

    async share(id, owner, sharing) {
      const { ownerName } = owner;
      const named = ownerName === undefined ? {} : { ownerName };
      return changed(id, owner, {}, sharingUpdate(sharing, named));
    },

    async archive(id, owner, at) {
      return changed(id, owner, {}, archivingUpdate(at));
    },
  };
}
