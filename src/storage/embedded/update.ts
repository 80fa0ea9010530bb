import { NotSupported } from './notSupported.js';
import { sameValue } from './orderedKey.js';
import { placeAt } from './placeAt.js';
import { ErrorCode, serverError } from './serverError.js';
import { isDocument, storedDocument, type StoredDocument, type StoredValue } from './storedValue.js';
import { NEVER_CREATES, UPDATE_OPERATORS } from './updateOperators.js';

interface Step {
  readonly operator: string;
  readonly path: readonly string[];
  readonly operand: StoredValue;
}

/** A change of one document: operators, or a whole new content. */
export interface Update {
  /** Changes `document`; `inserting` when an upsert makes it. Gives the new content. */
  apply(document: StoredDocument, inserting: boolean): StoredDocument;
}

/** @throws {NotSupported} for pipelines, positional paths and other operators, by name. */
export function operatorUpdate(update: unknown): Update {
  if (Array.isArray(update)) throw new NotSupported('An update pipeline');
  const steps = Object.entries(storedDocument(update)).flatMap(([operator, fields]) =>
    stepsOf(operator, fields),
  );
  if (steps.length === 0 && Object.keys(update as object).length === 0) {
    throw serverError(ErrorCode.failedToParse, 'Update document requires atomic operators');
  }
  refuseConflicts(steps);
  return {
    apply(document, inserting) {
      const id = document['_id'];
      for (const step of steps) if (inserting || step.operator !== '$setOnInsert') applyStep(document, step);
      refuseNewId(id, document);
      return document;
    },
  };
}

export function replacement(content: unknown): Update {
  if (Array.isArray(content)) throw new NotSupported('An update pipeline');
  const fresh = storedDocument(content);
  if (Object.keys(fresh).some((name) => name.startsWith('$'))) {
    throw serverError(ErrorCode.failedToParse, 'Replacement document must not contain atomic operators');
  }
  return {
    apply(document) {
      const id = document['_id'];
      const replaced = id === undefined ? { ...fresh } : { _id: id, ...fresh };
      refuseNewId(id, replaced);
      return replaced;
    },
  };
}

function stepsOf(operator: string, fields: StoredValue): Step[] {
  if (!operator.startsWith('$')) {
    throw serverError(ErrorCode.failedToParse, 'Update document requires atomic operators');
  }
  if (!Object.hasOwn(UPDATE_OPERATORS, operator)) throw new NotSupported(`The update operator ${operator}`);
  if (!isDocument(fields)) throw serverError(ErrorCode.failedToParse, `${operator} needs a document`);
  return Object.entries(fields).map(([path, operand]) => ({ operator, path: fieldNames(path), operand }));
}

function fieldNames(path: string): readonly string[] {
  const names = path.split('.');
  if (names.includes(''))
    throw serverError(ErrorCode.failedToParse, `the path ${path} has an empty field name`);
  if (names.some((name) => name.startsWith('$'))) throw new NotSupported(`The positional path ${path}`);
  if (names.includes('__proto__')) throw new NotSupported('A field named __proto__');
  return names;
}

function applyStep(document: StoredDocument, { operator, path, operand }: Step): void {
  const place = placeAt(document, path, !NEVER_CREATES.has(operator));
  if (place) UPDATE_OPERATORS[operator]!(place, operand);
}

/** Two operators on one path, or on a path and what lies under it, would depend on their order. */
function refuseConflicts(all: readonly Step[]): void {
  const paths = all.map(({ path }) => `${path.join('.')}.`).toSorted();
  const conflict = paths.find((path, i) => paths[i + 1]?.startsWith(path));
  if (conflict === undefined) return;
  const path = conflict.slice(0, -1);
  throw serverError(
    ErrorCode.conflictingUpdate,
    `Updating the path '${path}' would create a conflict at '${path}'`,
  );
}

function refuseNewId(id: StoredValue | undefined, document: StoredDocument): void {
  const after = document['_id'];
  if (id === undefined || (after !== undefined && sameValue(id, after))) return;
  throw serverError(ErrorCode.immutableField, "the (immutable) field '_id' was found to have been altered");
}
