import { groupQuery, type ListedGroup } from './listedGroups.js';

/**
 * The address of a learner's grid as seen from the other learners' pages, within the chosen group.
 *
 * @param then `begin`: the first criterion has the focus, for who goes from one learner to judge to the next.
 */
export function learnerHref(sub: string, group: ListedGroup | undefined, then?: 'begin'): string {
  const query = new URLSearchParams(groupQuery(group));
  if (then) query.set(then, '1');
  const asked = query.toString();
  return `${encodeURIComponent(sub)}${asked === '' ? '' : `?${asked}`}`;
}
