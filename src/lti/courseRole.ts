import type { CourseRole } from '../platform/launchSession.js';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/** Principal context roles that give rights; every other role gives none (Manager, Member, Officer…). */
const RIGHTS: Readonly<Record<string, CourseRole>> = {
  Instructor: 'teacher',
  ContentDeveloper: 'teacher',
  Administrator: 'teacher',
  TeachingAssistant: 'teacher',
  Learner: 'learner',
  Mentor: 'mentor',
};

/** From most to fewest rights: someone with several roles gets the first that applies. */
const ORDER: readonly CourseRole[] = ['teacher', 'learner', 'mentor'];

/**
 * The rights that a launch's or a roster's roles give in the course (LTI core §A.2).
 *
 * Context roles alone count, whole, as a sub-role (`…/membership/Instructor#TeachingAssistant`) or by their
 * deprecated short name, as Moodle's roster sends them. Institution and system roles, and unknown ones, give none.
 *
 * @returns `guest` where no role gives rights.
 */
export function courseRole(roles: readonly string[]): CourseRole {
  const rights = new Set(roles.map(rightsOf));
  return ORDER.find((role) => rights.has(role)) ?? 'guest';
}

function rightsOf(role: string): CourseRole | undefined {
  const name = principalRole(role);
  return Object.hasOwn(RIGHTS, name) ? RIGHTS[name] : undefined;
}

/** A sub-role confers its principal role: `membership/Learner#Instructor` is a Learner. */
function principalRole(role: string): string {
  if (role.startsWith(`${MEMBERSHIP}#`)) return role.slice(MEMBERSHIP.length + 1);
  if (role.startsWith(`${MEMBERSHIP}/`)) return role.slice(MEMBERSHIP.length + 1).split('#')[0] ?? '';
  return role;
}
