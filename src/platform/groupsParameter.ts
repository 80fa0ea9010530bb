/**
 * What a platform is asked to send with each launch: the one way in which Moodle tells groups, as ids without names,
 * « 1,2 », of whoever launches.
 */
export const GROUPS_PARAMETER = { name: 'attendus_groups', variable: 'Moodle.Person.userGroupIds' } as const;
