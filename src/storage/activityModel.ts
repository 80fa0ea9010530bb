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
  pastGrids: whole,
  application: whole,
  counting: String,
  recount: whole,
  releaseAt: Date,
  selfAssessment: whole,
  gradeService: whole,
  createdBy: String,
  createdAt: Date,
});
schema.index({ registrationId: 1, deploymentId: 1, contextId: 1, resourceLinkId: 1 }, { unique: true });
// Where a grid is in use, for the library.
schema.index({ registrationId: 1, deploymentId: 1, gridVersionId: 1 });

// What is half done alone: a handful after a crash, none otherwise.
schema.index({ 'application.at': 1 }, { sparse: true });
schema.index({ 'recount.at': 1 }, { sparse: true });

export const activityModel = (db: Connection) => db.model<ActivityRecord>('Activity', schema);
