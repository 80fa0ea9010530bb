import { enrolmentOf, managesCourse } from '../lms.js';
import type { Course, User } from '../site/state.js';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';

const INSTRUCTOR = `${LIS}membership#Instructor`;
const LEARNER = `${LIS}membership#Learner`;
const INSTITUTION_ADMINISTRATOR = `${LIS}institution/person#Administrator`;
const SYSTEM_ADMINISTRATOR = `${LIS}system/person#Administrator`;

/** Role URIs of a launch; an administrator, who may manage every course, counts as an instructor of each. */
export function courseRoles(course: Course, user: User): readonly string[] {
  if (user.siteAdmin) return [INSTRUCTOR, SYSTEM_ADMINISTRATOR, INSTITUTION_ADMINISTRATOR];
  if (managesCourse(course, user)) return [INSTRUCTOR];
  return enrolmentOf(course, user.id) ? [LEARNER] : [];
}

const SHORT: Readonly<Record<string, string>> = {
  [INSTRUCTOR]: 'Instructor',
  [LEARNER]: 'Learner',
  [SYSTEM_ADMINISTRATOR]: 'urn:lti:sysrole:ims/lis/Administrator',
  [INSTITUTION_ADMINISTRATOR]: 'urn:lti:instrole:ims/lis/Administrator',
};

/** LTI 1.1's name of a role: `$Membership.role` still gives it. */
export const shortRole = (role: string) => SHORT[role] ?? role;
