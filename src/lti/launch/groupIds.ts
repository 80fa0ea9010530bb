import { GROUPS_PARAMETER } from '../../platform/groupsParameter.js';

const { name, variable } = GROUPS_PARAMETER;

/** The custom parameter of a registration, or of a link. */
export const ASKS_FOR_GROUPS: Readonly<Record<string, string>> = { [name]: `$${variable}` };

/** Whether a platform that announces these variables can be asked. */
export const tellsGroups = (variables: readonly string[] | undefined): boolean =>
  variables?.includes(variable) ?? false;

/** More and longer ones than these are no groups of a class. */
const MOST_GROUPS = 50;
const LONGEST_ID = 100;

/** The groups that a launch tells; empty for someone in none, undefined where the platform does not tell. */
export function groupIds(custom: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const told = custom[name];
  if (typeof told !== 'string' || told.startsWith('$')) return undefined;
  const ids = told.split(',').map((id) => id.trim());
  return [...new Set(ids)].filter((id) => id !== '' && id.length <= LONGEST_ID).slice(0, MOST_GROUPS);
}
