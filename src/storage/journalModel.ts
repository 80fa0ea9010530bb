import type { Connection } from 'mongoose';
import type { JournalEntry } from '../platform/journal.js';
import { clearExpired, storedSchema, type StoredRecord } from './storedSchema.js';

export type JournalRecord = StoredRecord & Omit<JournalEntry, 'id'>;

const schema = storedSchema<JournalRecord>('journal', {
  registrationId: String,
  deploymentId: String,
  contextId: String,
  at: Date,
  actorSub: String,
  role: String,
  sessionId: String,
  action: String,
  resourceLinkId: String,
  learnerSub: String,
  expiresAt: Date,
});
schema.index({ registrationId: 1, at: -1 });
schema.index({ registrationId: 1, contextId: 1, at: -1 });
clearExpired(schema);

export const journalModel = (db: Connection) => db.model<JournalRecord>('Journal', schema);
