import { Schema, type SchemaDefinition, type SchemaOptions } from 'mongoose';

/** How long documents that expired may stay before the database clears them away. */
const CLEARED_AFTER_SECONDS = 3600;

/** A record whose `_id` the domain gave. */
export interface StoredRecord {
  readonly _id: string;
}

/**
 * A value that is always written whole and never searched inside: its TypeScript type is its schema. A typed
 * sub-schema would make mongoose build a document for each of its parts, many times the cost of the write.
 */
export const whole = Schema.Types.Mixed;

/** For what a power cut may take back: each write is spared its own wait for the disk. */
export const NOT_DURABLE = { w: 'majority', j: false } as const;

/** A schema as every collection of ours has it: nothing undeclared gets in, nothing unasked is added. */
export const storedSchema = <Stored extends StoredRecord>(
  collection: string,
  fields: SchemaDefinition,
  options: Pick<SchemaOptions, 'writeConcern'> = {},
) =>
  new Schema<Stored>(
    { _id: { type: String, required: true }, ...fields },
    {
      collection,
      strict: 'throw',
      strictQuery: 'throw',
      versionKey: false,
      minimize: false,
      autoIndex: false,
      autoCreate: false,
      ...options,
    },
  );

/**
 * Lets the database clear expired documents away. Housekeeping alone: readers compare `expiresAt` with their
 * own clock, and the margin keeps a database whose clock runs ahead from deleting what is still valid.
 */
export const clearExpired = (schema: { index: Schema['index'] }) =>
  schema.index({ expiresAt: 1 }, { expireAfterSeconds: CLEARED_AFTER_SECONDS });
