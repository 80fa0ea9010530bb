import { BadRequest } from '../../errors.js';

/** Out of every range, so that checks name what was not a number. */
export const NOT_A_NUMBER = -1;

/** @throws {BadRequest} for a choice that no form of ours offers. */
export function offered<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new BadRequest('a choice that was never offered');
  return choice;
}

export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
