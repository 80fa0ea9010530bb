import { NotSupported } from './notSupported.js';
import { ErrorCode, serverError } from './serverError.js';
import {
  isDocument,
  isOperatorObject,
  isScalar,
  type StoredDocument,
  type StoredValue,
} from './storedValue.js';

export const LOGICAL = new Set(['$and', '$or', '$nor']);
export const RANGE = new Set(['$gt', '$gte', '$lt', '$lte']);
const PLAIN = new Set(['$eq', '$ne', '$in', '$nin', '$exists', '$size', '$regex', '$options']);

/**
 * Refuses what mingo answers otherwise than MongoDB, or what our stores have no use for, by name.
 *
 * @throws {NotSupported}
 */
export function checkFilter(filter: StoredDocument): void {
  for (const [name, value] of Object.entries(filter)) {
    if (LOGICAL.has(name)) branches(name, value).forEach(checkFilter);
    else if (name.startsWith('$')) throw new NotSupported(`The filter operator ${name}`);
    else checkCondition(value);
  }
}

/** The filters under `$and`, `$or` or `$nor`. */
export function branches(operator: string, value: StoredValue | undefined): readonly StoredDocument[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isDocument)) return value;
  throw serverError(ErrorCode.badValue, `${operator} needs a list of filters`);
}

function checkCondition(condition: StoredValue): void {
  if (!isOperatorObject(condition)) return;
  for (const [operator, operand] of Object.entries(condition)) checkOperator(operator, operand);
}

function checkOperator(operator: string, operand: StoredValue): void {
  if (operator === '$not') return checkCondition(operand);
  if (operator === '$elemMatch') return checkElement(operand);
  if ((operator === '$in' || operator === '$nin') && !Array.isArray(operand)) {
    throw serverError(ErrorCode.badValue, `${operator} needs an array`);
  }
  if (RANGE.has(operator)) return checkLimit(operator, operand);
  if (!PLAIN.has(operator)) throw new NotSupported(`The filter operator ${operator}`);
}

function checkElement(operand: StoredValue): void {
  if (!isDocument(operand)) throw serverError(ErrorCode.badValue, '$elemMatch needs a filter');
  const ofValues = Object.keys(operand).some((name) => name.startsWith('$') && !LOGICAL.has(name));
  if (ofValues) checkCondition(operand);
  else checkFilter(operand);
}

function checkLimit(operator: string, operand: StoredValue): void {
  if (!isScalar(operand) || operand === null) throw new NotSupported(`${operator} with such a value`);
}
