import type { LinkAccess } from './linkAccess.js';
import { isActiveLearner, type LinkRoster, type Member, type Roster } from './roster.js';

/**
 * A context's class list as one resource link has it. A link from which every learner would be excluded has the
 * whole list: platforms say so before an activity opens, after it closes, or by mistake.
 */
export function linkRoster(course: Roster | undefined, access?: LinkAccess): LinkRoster {
  const members = course?.members ?? [];
  const told = new Set(access?.excluded);
  const excluded = members.filter((member) => isActiveLearner(member) && told.has(member.sub));
  const isOpen = members.some((member) => isActiveLearner(member) && !told.has(member.sub));
  const readAt = access?.told ? access.readAt : course?.readAt;
  return {
    members,
    excluded: new Set(isOpen ? excluded.map(({ sub }) => sub) : []),
    ...(readAt && { readAt }),
  };
}

/** Active learners of the course whom a link's answer leaves out: shut out of it, or gone from the course. */
export function leftOut({ members }: Roster, answered: readonly Member[]): readonly string[] {
  const named = new Set(answered.map(({ sub }) => sub));
  return members.filter((member) => isActiveLearner(member) && !named.has(member.sub)).map(({ sub }) => sub);
}
