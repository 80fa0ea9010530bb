import { Filter } from './filter.js';
import { NotSupported } from './notSupported.js';
import { orderedKey, sameValue } from './orderedKey.js';
import { ErrorCode, serverError } from './serverError.js';
import { isDocument, isOperatorObject, type StoredValue } from './storedValue.js';

/** One field, or one element of an array, that an operator changes. */
export interface Place {
  get(): StoredValue | undefined;
  set(value: StoredValue): void;
  remove(): void;
}

type Operator = (place: Place, operand: StoredValue) => void;

/** The update operators of MongoDB that our stores use, with its own semantics. */
export const UPDATE_OPERATORS: Readonly<Record<string, Operator>> = {
  $set: (place, value) => place.set(value),
  $setOnInsert: (place, value) => place.set(value),
  $unset: (place) => place.remove(),
  $inc: increment,
  $max: (place, value) => keepExtreme(place, value, 1),
  $min: (place, value) => keepExtreme(place, value, -1),
  $push: push,
  $pull: pull,
  $addToSet: addToSet,
};

/** Operators that make no path of their own: nothing there means nothing to do. */
export const NEVER_CREATES: ReadonlySet<string> = new Set(['$unset', '$pull']);

function increment(place: Place, by: StoredValue): void {
  const current = place.get();
  const value = current === undefined ? 0 : current;
  if (typeof value !== 'number' || typeof by !== 'number') {
    throw serverError(ErrorCode.typeMismatch, 'Cannot apply $inc to a value of non-numeric type');
  }
  place.set(value + by);
}

function keepExtreme(place: Place, value: StoredValue, sign: 1 | -1): void {
  const current = place.get();
  if (current === undefined || Buffer.compare(orderedKey(value), orderedKey(current)) * sign > 0)
    place.set(value);
}

function push(place: Place, operand: StoredValue): void {
  const { elements, slice } = pushed(operand);
  const joined = [...arrayAt(place, '$push'), ...elements];
  place.set(slice === undefined ? joined : slice < 0 ? joined.slice(slice) : joined.slice(0, slice));
}

function pushed(operand: StoredValue): { elements: readonly StoredValue[]; slice?: number } {
  if (!isDocument(operand) || !('$each' in operand)) return { elements: [operand] };
  const { $each, $slice, ...others } = operand;
  refuseModifiers('$push', others);
  if (!Array.isArray($each)) throw serverError(ErrorCode.badValue, '$each in $push must be an array');
  if ($slice === undefined) return { elements: $each };
  if (!Number.isInteger($slice)) throw serverError(ErrorCode.badValue, '$slice in $push must be an integer');
  return { elements: $each, slice: $slice as number };
}

function addToSet(place: Place, operand: StoredValue): void {
  const set = [...arrayAt(place, '$addToSet')];
  for (const value of added(operand)) if (!set.some((known) => sameValue(known, value))) set.push(value);
  place.set(set);
}

function added(operand: StoredValue): readonly StoredValue[] {
  if (!isDocument(operand) || !('$each' in operand)) return [operand];
  const { $each, ...others } = operand;
  refuseModifiers('$addToSet', others);
  if (!Array.isArray($each)) throw serverError(ErrorCode.typeMismatch, '$each in $addToSet must be an array');
  return $each;
}

function pull(place: Place, operand: StoredValue): void {
  if (place.get() === undefined) return;
  const unwanted = pullTest(operand);
  place.set(arrayAt(place, '$pull').filter((element) => !unwanted(element)));
}

function pullTest(operand: StoredValue): (element: StoredValue) => boolean {
  if (isOperatorObject(operand)) {
    const filter = new Filter({ element: operand });
    return (element) => filter.matches({ element });
  }
  if (isDocument(operand)) {
    const filter = new Filter(operand);
    return (element) => isDocument(element) && filter.matches(element);
  }
  return (element) => sameValue(element, operand);
}

function arrayAt(place: Place, operator: string): readonly StoredValue[] {
  const value = place.get();
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw serverError(ErrorCode.badValue, `${operator} needs an array field`);
  return value;
}

function refuseModifiers(operator: string, modifiers: object): void {
  const [name] = Object.keys(modifiers);
  if (name !== undefined) throw new NotSupported(`${name} in ${operator}`);
}
