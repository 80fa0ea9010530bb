import { createHash } from 'node:crypto';
import { activityOf, courseOf, toolOf, unixTime, userOf, type Lms } from '../lms.js';
import { columnsOf } from '../site/activities.js';
import { lineItemsUrl, lineItemUrl, PATHS, rosterUrl } from '../site/addresses.js';
import { gradeScopes, offersRoster } from '../site/permissions.js';
import type { LaunchOrder, LmsSession } from '../site/state.js';
import { BASIC_OUTCOME_CLAIM, ENDPOINT_CLAIM, ltiClaim, ROSTER_CLAIM } from '../vocabulary.js';
import { splitReserved, substituted } from './customParameters.js';
import { deepLinkingClaims } from './deepLinkingRequest.js';
import { courseRoles } from './roles.js';
import { disclosure, ownColumn, substitutions, type LaunchSubject } from './substitutions.js';
import { targetLinkUri } from './targetLinkUri.js';

export type Claims = Record<string, unknown>;

const LIFETIME_SECONDS = 60;

/** Moodle's `launch_container` numbers. */
const CONTAINERS = { iframe: 3, window: 4 } as const;

/** Payload of the id_token that answers an order: LTI core §5.3, with Moodle 4.5's claims. */
export function launchPayload(
  lms: Lms,
  session: Pick<LmsSession, 'userId' | 'sessionKey'>,
  order: LaunchOrder,
  nonce: string,
): Claims {
  const subject = subjectOf(lms, session.userId, order);
  const { user, course, tool } = subject;
  const iat = unixTime(lms);
  const { custom, endpoint } = splitReserved(customOf(lms, subject, order));
  return {
    nonce,
    iat,
    exp: iat + LIFETIME_SECONDS,
    iss: lms.url,
    aud: tool.clientId,
    [ltiClaim('deployment_id')]: tool.id,
    [ltiClaim('target_link_uri')]: targetLinkUri(lms, order),
    sub: user.id,
    [ltiClaim('lis')]: { person_sourcedid: user.sourcedId, course_section_sourcedid: course.sourcedId },
    // Moodle sorts role URIs.
    [ltiClaim('roles')]: [...courseRoles(course, user)].sort(),
    [ltiClaim('context')]: {
      id: course.id,
      label: course.shortName,
      title: course.title,
      type: ['CourseSection'],
    },
    ...(order.forUserId && { [ltiClaim('for_user')]: { user_id: order.forUserId } }),
    [ltiClaim('message_type')]: order.message,
    ...resourceLinkClaims(lms, subject),
    ...personClaims(lms, subject),
    [ltiClaim('launch_presentation')]: presentation(lms, session, order),
    ...platformClaims(lms),
    ...(Object.keys(custom).length > 0 && { [ltiClaim('custom')]: custom }),
    ...endpointClaim(lms, subject, endpoint),
    ...rosterClaim(lms, subject),
    ...(order.message === 'LtiDeepLinkingRequest' && deepLinkingClaims(lms, session, subject)),
  };
}

function subjectOf({ state }: Lms, userId: string, order: LaunchOrder): LaunchSubject {
  return {
    user: userOf(state, userId),
    course: courseOf(state, order.courseId),
    tool: toolOf(state, order.toolId),
    ...(order.activityId !== undefined && { activity: activityOf(state, order.activityId) }),
  };
}

/** The activity's own parameters, then the tool's, then those of a review. */
function customOf(lms: Lms, subject: LaunchSubject, order: LaunchOrder) {
  const { tool, course, activity } = subject;
  const values = substitutions(lms, subject);
  const review =
    order.message === 'LtiSubmissionReviewRequest' ? ownColumn(lms, activity)?.submissionReview?.custom : '';
  return {
    ...substituted(activity?.custom ?? '', values),
    ...substituted(tool.custom, values),
    ...substituted(review ?? '', values),
    ...(hasRoster(lms, subject) && { context_memberships_url: rosterUrl(lms, course.id, tool.id) }),
  };
}

function resourceLinkClaims(lms: Lms, { activity, user, tool }: LaunchSubject): Claims {
  if (!activity) return {};
  const { id, title, description } = activity;
  return {
    [ltiClaim('resource_link')]: { title, description, id },
    ...(activity.acceptsGrades && { [BASIC_OUTCOME_CLAIM]: basicOutcome(lms, id, user.id, tool.id) }),
  };
}

/** LTI 1.1's way to send a mark back; Moodle still offers it, and so does the roster of a resource link. */
export function basicOutcome(lms: Lms, activityId: string, userId: string, toolId: string): Claims {
  const launchid = lms.randomBytes(4).readUInt32BE();
  const data = { instanceid: activityId, userid: userId, typeid: toolId, launchid };
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  return {
    lis_result_sourcedid: JSON.stringify({ data, hash }),
    lis_outcome_service_url: `${lms.url}${PATHS.basicOutcome}`,
  };
}

function personClaims(lms: Lms, { user, tool }: LaunchSubject): Claims {
  const { name, email } = disclosure(lms, tool, user);
  const { givenName, familyName, username } = user;
  return {
    ...(name && {
      given_name: givenName,
      family_name: familyName,
      name: `${givenName} ${familyName}`,
    }),
    [ltiClaim('ext')]: { ...(name && { user_username: username }), lms: 'moodle-2' },
    ...(email && { email: user.email }),
  };
}

function presentation(lms: Lms, { sessionKey }: Pick<LmsSession, 'sessionKey'>, order: LaunchOrder): Claims {
  const { locale } = lms.state.site;
  if (order.activityId === undefined) return { locale };
  const query = new URLSearchParams({
    course: order.courseId,
    launch_container: String(CONTAINERS[order.container]),
    instanceid: order.activityId,
    sesskey: sessionKey,
  });
  return {
    locale,
    document_target: order.container,
    return_url: `${lms.url}${PATHS.launchReturn}?${query.toString()}`,
  };
}

function platformClaims({ state }: Lms): Claims {
  const { guid, name, description } = state.site;
  return {
    [ltiClaim('tool_platform')]: {
      product_family_code: 'moodle',
      version: '2024100706',
      guid,
      name,
      description,
    },
    [ltiClaim('version')]: '1.3.0',
  };
}

function endpointClaim(lms: Lms, { course, tool, activity }: LaunchSubject, reserved: Claims): Claims {
  const scope = gradeScopes(lms, tool);
  if (scope.length === 0) return {};
  const column = activity && onlyColumn(lms, activity.id);
  const lineitems = lineItemsUrl(lms, course.id, tool.id);
  const lineitem = column && lineItemUrl(lms, column, tool.id);
  return { [ENDPOINT_CLAIM]: { scope, lineitems, ...(lineitem && { lineitem }), ...reserved } };
}

/** A link with several columns names none of them. */
function onlyColumn(lms: Lms, activityId: string) {
  const { faults } = lms.state;
  const [first, ...others] = columnsOf(lms, activityId);
  const hidden = faults.has('noLineItemClaim') || faults.has('goneColumn');
  return hidden || others.length > 0 ? undefined : first;
}

/** A course that has no activity of the tool yet offers it no roster. */
const hasRoster = (lms: Lms, { course, tool }: LaunchSubject) =>
  offersRoster(lms, tool) &&
  lms.state.activities.some(({ courseId, toolId }) => courseId === course.id && toolId === tool.id);

function rosterClaim(lms: Lms, subject: LaunchSubject): Claims {
  if (!hasRoster(lms, subject)) return {};
  const context_memberships_url = rosterUrl(lms, subject.course.id, subject.tool.id);
  return { [ROSTER_CLAIM]: { context_memberships_url, service_versions: ['1.0', '2.0'] } };
}
