import type { Connection } from 'mongoose';
import type { LinkAccess, LinkPlace } from '../platform/linkAccess.js';
import { storedSchema, type StoredRecord } from './storedSchema.js';

/** One record a resource link: its `_id` is made of the link's place. */
export type LinkAccessRecord = StoredRecord & LinkPlace & LinkAccess;

const schema = storedSchema<LinkAccessRecord>('linkAccess', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  resourceLinkId: String,
  excluded: [String],
  told: Boolean,
  readAt: Date,
});
// Where someone is named, to be erased.
schema.index({ registrationId: 1 });

export const linkAccessModel = (db: Connection) => db.model<LinkAccessRecord>('LinkAccess', schema);
