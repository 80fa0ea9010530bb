import { randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';

export type Fields = Record<string, unknown>;

/** A document with an `_id` of the test's own choice, of any type. */
export type TestDocument = Fields & { readonly _id: unknown };

interface TestCursor extends AsyncIterable<TestDocument> {
  sort(sort: Fields): TestCursor;
  toArray(): Promise<TestDocument[]>;
}

/** The driver's collection as the tests use it: its own types know what a document holds, these do not. */
export interface TestCollection {
  find(filter: Fields, options?: Fields): TestCursor;
  findOne(filter: Fields, options?: Fields): Promise<TestDocument | null>;
  countDocuments(filter: Fields): Promise<number>;
  insertOne(document: Fields): Promise<{ insertedId: unknown }>;
  insertMany(documents: readonly Fields[]): Promise<unknown>;
  updateOne(filter: Fields, update: Fields, options?: Fields): Promise<mongo.UpdateResult>;
  updateMany(filter: Fields, update: Fields): Promise<mongo.UpdateResult>;
  replaceOne(filter: Fields, replacement: Fields, options?: Fields): Promise<mongo.UpdateResult>;
  findOneAndUpdate(filter: Fields, update: Fields, options?: Fields): Promise<TestDocument | null>;
  findOneAndReplace(filter: Fields, replacement: Fields, options?: Fields): Promise<TestDocument | null>;
  findOneAndDelete(filter: Fields): Promise<TestDocument | null>;
  deleteOne(filter: Fields): Promise<{ deletedCount: number }>;
  deleteMany(filter: Fields): Promise<{ deletedCount: number }>;
  bulkWrite(operations: readonly Fields[], options?: Fields): Promise<mongo.BulkWriteResult>;
  createIndex(key: Fields, options?: Fields): Promise<string>;
  dropIndex(name: string): Promise<unknown>;
  indexes(): Promise<{ name: string; key: Fields; expireAfterSeconds?: number }[]>;
}

export const collectionNamed = (connection: Connection, name: string) =>
  connection.collection(name) as unknown as TestCollection;

/** A new collection holding these documents. */
export async function collectionOf(
  connection: Connection,
  ...documents: readonly TestDocument[]
): Promise<TestCollection> {
  const collection = collectionNamed(connection, `test-${randomUUID()}`);
  if (documents.length > 0) await collection.insertMany(documents);
  return collection;
}

export const ids = (documents: readonly TestDocument[]) => documents.map(({ _id }) => _id);
