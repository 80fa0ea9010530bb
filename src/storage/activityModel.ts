import type { Connection } from 'mongoose';
import type { Activity } from '../evaluation/activity.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

export type ActivityRecord = StoredRecord & Omit<Activity, 'id'>;

const schema = storedSchema<ActivityRecord>('activities', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  resourceLinkId: String,
  title: String,
  gridVersionId: String,
  grid: whole,
  gradeService: whole,
  createdBy: String,
  createdAt: Date,
});
schema.index({ registrationId: 1, deploymentId: 1, contextId: 1, resourceLinkId: 1 }, { unique: true });

export const activityModel = (db: Connection) => db.model<ActivityRecord>('Activity', schema);
