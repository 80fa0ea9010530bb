import { BadRequest } from '../errors.js';

/**
 * Values on their way into a filter. Types promise what they are, but a value that came out of JSON may be
 * an object: `{ $ne: '' }` where an id belongs would match every document.
 *
 * @throws {BadRequest} when a value is not what its type says.
 */
export const text = <Text extends string>(value: Text): Text => checked(value, typeof value === 'string');

export const wholeNumber = (value: number): number => checked(value, Number.isSafeInteger(value));

export const moment = (value: Date): Date =>
  checked(value, value instanceof Date && !Number.isNaN(value.getTime()));

function checked<T>(value: T, isWhatItSays: boolean): T {
  if (isWhatItSays) return value;
  throw new BadRequest(`A value of the wrong type (${typeof value}) was about to enter a filter.`);
}
