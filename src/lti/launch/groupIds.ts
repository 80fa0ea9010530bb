import { CUSTOM_PREFIX } from './customParameters.js';

/** The one way in which Moodle tells groups: ids without names, « 1,2 », of whoever launches. */
const VARIABLE = 'Moodle.Person.userGroupIds';

/** What a registration, or a link, asks a platform of this family to send along. */
export const GROUPS_PARAMETER = { [`${CUSTOM_PREFIX}groups`]: `$${VARIABLE}` } as const;

/** Whether a platform that announces these variables can be asked. */
export const tellsGroups = (variables: readonly string[] | undefined): boolean =>
  variables?.includes(VARIABLE) ?? false;

/** More and longer ones than these are no groups of a class. */
const MOST_GROUPS = 50;
const LONGEST_ID = 100;

/** The groups that a launch tells; empty for someone in none, undefined where the platform does not tell. */
export function groupIds(custom: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const told = custom[`${CUSTOM_PREFIX}groups`];
  if (typeof told !== 'string' || told.startsWith('$')) return undefined;
  const ids = told.split(',').map((id) => id.trim());
  return [...new Set(ids)].filter((id) => id !== '' && id.length <= LONGEST_ID).slice(0, MOST_GROUPS);
}
