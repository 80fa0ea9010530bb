import type { Connection } from 'mongoose';
import { storedSchema, type StoredRecord } from '../storedSchema.js';

/** The one record: up to which migration the data have come. */
export interface SchemaVersionRecord extends StoredRecord {
  readonly version: number;
}

export const SCHEMA = 'schema';

const schema = storedSchema<SchemaVersionRecord>('schemaVersion', { version: Number });

export const schemaVersionModel = (db: Connection) => db.model<SchemaVersionRecord>('SchemaVersion', schema);
