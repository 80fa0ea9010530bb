import type { Connection } from 'mongoose';
import type { Scope } from '../platform/launchSession.js';
import type { Roster } from '../platform/roster.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

/** One roster a scope: its `_id` is the scope's. */
export type RosterRecord = StoredRecord & Scope & Roster;

const schema = storedSchema<RosterRecord>('rosters', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  members: [whole],
  readAt: Date,
});
// Where someone is named, to be erased.
schema.index({ registrationId: 1 });

export const rosterModel = (db: Connection) => db.model<RosterRecord>('Roster', schema);
