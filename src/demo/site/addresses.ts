import type { Lms } from '../lms.js';

/** Moodle's own paths, because tools must cope with their form: queries, `.php`, ids in the middle. */
export const PATHS = {
  openidConfiguration: '/mod/lti/openid-configuration.php',
  registration: '/mod/lti/openid-registration.php',
  keys: '/mod/lti/certs.php',
  token: '/mod/lti/token.php',
  authorization: '/mod/lti/auth.php',
  launch: '/mod/lti/launch.php',
  contentItem: '/mod/lti/contentitem.php',
  contentItemReturn: '/mod/lti/contentitem_return.php',
  launchReturn: '/mod/lti/return.php',
  basicOutcome: '/mod/lti/service.php',
  services: '/mod/lti/services.php',
} as const;

const services = (lms: Lms) => `${lms.url}${PATHS.services}`;

export const lineItemsUrl = (lms: Lms, courseId: string, toolId: string) =>
  `${services(lms)}/${courseId}/lineitems?type_id=${toolId}`;

export const lineItemUrl = (lms: Lms, item: { courseId: string; id: string }, toolId: string) =>
  `${services(lms)}/${item.courseId}/lineitems/${item.id}/lineitem?type_id=${toolId}`;

export const resultsUrl = (lms: Lms, item: { courseId: string; id: string }, toolId: string) =>
  `${services(lms)}/${item.courseId}/lineitems/${item.id}/lineitem/results?type_id=${toolId}`;

export const rosterUrl = (lms: Lms, courseId: string, toolId: string) =>
  `${services(lms)}/CourseSection/${courseId}/bindings/${toolId}/memberships`;

/** `?action=gradeReport` makes the launch a submission review. */
export const launchPath = (moduleId: string, reviewOf?: string) =>
  `${PATHS.launch}?id=${moduleId}${reviewOf ? `&action=gradeReport&user=${reviewOf}` : ''}`;
