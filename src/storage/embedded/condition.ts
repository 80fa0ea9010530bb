import { RANGE } from './filterOperators.js';
import { from, keysBetween, upTo, type Interval, type KeyRange } from './keyRange.js';
import { orderedKey } from './orderedKey.js';
import { isScalar, type Scalar, type StoredValue } from './storedValue.js';

/** What a filter asks of one path, as far as keys can tell: some values, a span, none of some values. */
export interface Condition {
  readonly anyOf?: readonly Scalar[];
  readonly lower?: Interval;
  readonly upper?: Interval;
  readonly noneOf?: readonly Scalar[];
}

/** Undefined for operators and operands that only mingo can test. */
export function conditionOf(operator: string, operand: StoredValue): Condition | undefined {
  if (operator === '$in' || operator === '$nin') {
    if (!Array.isArray(operand) || !operand.every(isScalar)) return undefined;
    return operator === '$in' ? { anyOf: operand } : { noneOf: operand };
  }
  if (!isScalar(operand)) return undefined;
  if (operator === '$eq') return { anyOf: [operand] };
  if (operator === '$ne') return { noneOf: [operand] };
  if (!RANGE.has(operator)) return undefined;
  const included = operator.endsWith('e');
  return operator.startsWith('$gt') ? { lower: from(operand, included) } : { upper: upTo(operand, included) };
}

/** Both together; undefined when one condition cannot say both. */
export function joined(known: Condition | undefined, other: Condition): Condition | undefined {
  if (!known) return other;
  const both = { ...known, ...other };
  const said = Object.keys(known).length + Object.keys(other).length;
  if (Object.keys(both).length < said || (both.anyOf && (both.lower ?? both.upper))) return undefined;
  // Limits of two types: no value meets both, and the keys between them are of neither.
  const oneType = !both.lower || !both.upper || both.lower.end.prefix.equals(both.upper.start.prefix);
  return oneType ? both : undefined;
}

/** Tests the key of a value that is not, and does not lie in, an array. */
export function keyTest(condition: Condition): (key: Buffer) => boolean {
  const anyOf = condition.anyOf?.map(orderedKey);
  const noneOf = condition.noneOf?.map(orderedKey) ?? [];
  const ranges = [condition.lower, condition.upper].filter((limit) => limit !== undefined).map(rangeOf);
  return (key) =>
    (!anyOf || anyOf.some((one) => one.equals(key))) &&
    !noneOf.some((one) => one.equals(key)) &&
    ranges.every((range) => Buffer.compare(key, range.from) >= 0 && Buffer.compare(key, range.to) < 0);
}

const rangeOf = (limit: Interval): KeyRange => keysBetween(Buffer.alloc(0), limit, 1);
