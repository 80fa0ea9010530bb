import type { Connection, QueryFilter } from 'mongoose';
import type { Activity, ActivityStore } from '../evaluation/activity.js';
import type { Scope } from '../platform/launchSession.js';
import { activityModel, type ActivityRecord } from './activityModel.js';
import { moment, text } from './filterValues.js';
import { insertRecord } from './insertRecord.js';

export function activityStore(db: Connection): ActivityStore {
  const Activities = activityModel(db);

  async function findOne(filter: QueryFilter<ActivityRecord>): Promise<Activity | undefined> {
    const record = await Activities.findOne(filter).lean<ActivityRecord>().exec();
    return record ? activityOf(record) : undefined;
  }

  async function findByLink(scope: Scope, resourceLinkId: string): Promise<Activity | undefined> {
    return findOne({ ...within(scope), resourceLinkId: text(resourceLinkId) });
  }

  return {
    async addOnce(activity) {
      const { id, ...fields } = activity;
      if ((await insertRecord(Activities, { _id: id, ...fields })) === 'inserted') return activity;
      const first = await findByLink(activity, activity.resourceLinkId);
      if (!first) throw new Error(`Activity ${id} is stored already, for another resource link.`);
      return first;
    },

    async get(id, scope) {
      return findOne({ _id: text(id), ...within(scope) });
    },

    findByLink,

    async getForDelivery(id) {
      return findOne({ _id: text(id) });
    },

    async setGradeService(id, gradeService) {
      await Activities.updateOne({ _id: text(id) }, { $set: { gradeService } }).exec();
    },

    async setReleaseAt(id, releaseAt) {
      const change = releaseAt ? { $set: { releaseAt: moment(releaseAt) } } : { $unset: { releaseAt: 1 } };
      await Activities.updateOne({ _id: text(id) }, change).exec();
    },

    async setSelfAssessment(id, opening) {
      const change = opening
        ? { $set: { selfAssessment: { ...opening, openedAt: moment(opening.openedAt) } } }
        : { $unset: { selfAssessment: 1 } };
      await Activities.updateOne({ _id: text(id) }, change).exec();
    },

    async setPurpose(id, purpose) {
      const record = await Activities.findOneAndUpdate(
        { _id: text(id), application: { $exists: false } },
        { $set: { 'grid.purpose': purpose } },
        { returnDocument: 'after' },
      )
        .lean<ActivityRecord>()
        .exec();
      return record ? activityOf(record) : undefined;
    },

    async beginRecount(from, counting, recount) {
      const record = await Activities.findOneAndUpdate(
        {
          _id: text(from.id),
          counting: from.counting === undefined ? { $exists: false } : text(from.counting),
          application: { $exists: false },
          recount: { $exists: false },
        },
        counting ? { $set: { counting, recount } } : { $set: { recount }, $unset: { counting: 1 } },
        { returnDocument: 'after' },
      )
        .lean<ActivityRecord>()
        .exec();
      return record ? activityOf(record) : undefined;
    },

    async endRecount(id, recountId) {
      await Activities.updateOne(
        { _id: text(id), 'recount.id': text(recountId) },
        { $unset: { recount: 1 } },
      ).exec();
    },

    async beginApplication({ id, gridVersionId, grid, pastGrids, application }) {
      const record = await Activities.findOneAndUpdate(
        {
          _id: text(id),
          gridVersionId: text(application.from),
          // A version never changes what an activity is for: a grid made from what it was before is no longer right.
          'grid.purpose': text(grid.purpose),
          application: { $exists: false },
        },
        { $set: { gridVersionId, grid, pastGrids, application } },
        { returnDocument: 'after' },
      )
        .lean<ActivityRecord>()
        .exec();
      return record ? activityOf(record) : undefined;
    },

    async endApplication(id, applicationId) {
      await Activities.updateOne(
        { _id: text(id), 'application.id': text(applicationId) },
        { $unset: { application: 1 } },
      ).exec();
    },

    async listUnfinished() {
      const begun = (field: 'application.at' | 'recount.at') =>
        Activities.find({ [field]: { $gt: new Date(0) } })
          .lean<ActivityRecord[]>()
          .exec();
      const unfinished = [...(await begun('application.at')), ...(await begun('recount.at'))].map(activityOf);
      return [...new Map(unfinished.map((activity) => [activity.id, activity])).values()];
    },
  };
}

const within = ({ registrationId, deploymentId, contextId }: Scope) => ({
  registrationId: text(registrationId),
  deploymentId: text(deploymentId),
  contextId: text(contextId),
});

const activityOf = ({ _id: id, ...fields }: ActivityRecord): Activity => ({ id, ...fields });
