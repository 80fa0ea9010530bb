import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Scope } from '../platform/launchSession.js';
import type { Roster } from '../platform/roster.js';
import { text } from './filterValues.js';
import { storedSchema, whole, type StoredRecord } from './storedSchema.js';

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

/** One roster a scope: its `_id` says so, whatever characters and lengths the platform's ids have. */
export function rosterId({ registrationId, deploymentId, contextId }: Scope): string {
  const parts = [text(registrationId), text(deploymentId), text(contextId)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
