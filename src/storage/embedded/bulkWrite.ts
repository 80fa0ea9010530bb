import { mongo } from 'mongoose';
import { BulkResult } from './bulkResult.js';
import { documentQuery, one, type CommandOptions } from './commandOptions.js';
import { NotSupported } from './notSupported.js';
import { operatorUpdate, replacement, type Update } from './update.js';
import { deleteDocuments, insertDocument, updateDocuments, type WriteContext } from './writeDocuments.js';

/** One operation under its name, such as `{ insertOne: { document } }`. */
export type BulkOperation = Readonly<Record<string, BulkContent>>;

interface BulkContent extends CommandOptions {
  readonly document?: { _id?: unknown };
  readonly filter?: unknown;
  readonly update?: unknown;
  readonly replacement?: unknown;
}

type Step = (context: WriteContext, result: BulkResult, index: number) => void;

/**
 * Reads all operations first, so that a wrong one fails the whole before anything is written.
 *
 * @returns the write; `attempt` runs each operation whole or not at all. An operation that fails ends an
 *   ordered write; the others stand.
 */
export function bulkWrite(
  operations: readonly BulkOperation[],
  ordered: boolean,
): (context: WriteContext, attempt: (step: () => void) => void) => BulkResult {
  const steps = operations.map(stepOf);
  return (context, attempt) => {
    const result = new BulkResult();
    for (const [index, step] of steps.entries()) {
      try {
        attempt(() => step(context, result, index));
      } catch (error) {
        if (!(error instanceof mongo.MongoServerError)) throw error;
        result.addError(error, index);
        if (ordered) break;
      }
    }
    return result;
  };
}

function stepOf(operation: BulkOperation): Step {
  const [name, content] = Object.entries(operation)[0] ?? ['An empty operation', {}];
  switch (name) {
    case 'insertOne':
      return insertStep(content.document ?? {});
    case 'updateOne':
    case 'updateMany':
      return updateStep(content, operatorUpdate(content.update), name === 'updateMany');
    case 'replaceOne':
      return updateStep(content, replacement(content.replacement), false);
    case 'deleteOne':
    case 'deleteMany':
      return deleteStep(content, name === 'deleteMany');
    default:
      throw new NotSupported(name);
  }
}

function insertStep(document: { _id?: unknown }): Step {
  return (context, result, index) => {
    result.insertedIds[index] = insertDocument(context, document);
    result.insertedCount++;
  };
}

function updateStep(content: BulkContent, update: Update, many: boolean): Step {
  const query = documentQuery(content.filter, content);
  const upsert = content.upsert === true;
  return (context, result, index) => {
    const outcome = updateDocuments(context, many ? query : one(query), { update, upsert });
    result.matchedCount += outcome.matched;
    result.modifiedCount += outcome.modified;
    if (outcome.upsertedId === undefined) return;
    result.upsertedCount++;
    result.upsertedIds[index] = outcome.upsertedId;
  };
}

function deleteStep(content: BulkContent, many: boolean): Step {
  const query = documentQuery(content.filter, content);
  return (context, result) => {
    result.deletedCount += deleteDocuments(context, many ? query : one(query)).length;
  };
}
