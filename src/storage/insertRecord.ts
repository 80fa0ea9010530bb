import type { Model } from 'mongoose';
import type { StoredRecord } from './storedSchema.js';

const DUPLICATE_KEY = 11000;

/**
 * Inserts a record as it is, unless a unique index knows it already.
 *
 * Straight through the model's collection: building and validating a mongoose document costs two to six times
 * the write itself, and the record's type has been checked by the compiler. Mongoose's strictness is kept.
 */
export async function insertRecord<Stored extends StoredRecord>(
  model: Model<Stored>,
  record: Stored,
): Promise<'inserted' | 'duplicate'> {
  for (const field of Object.keys(record)) {
    if (model.schema.pathType(field) === 'adhocOrUndefined')
      throw new TypeError(`${model.modelName} declares no ${field}.`);
  }
  try {
    const { writeConcern } = model.schema.options;
    await model.collection.insertOne({ ...record } as object, writeConcern && { writeConcern });
    return 'inserted';
  } catch (error) {
    if (isDuplicate(error)) return 'duplicate';
    throw error;
  }
}

/** Backends differ in what else they tell of a duplicate; the code is the same on all. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
