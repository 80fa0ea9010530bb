import { basicOutcome } from '../launch/idToken.js';
import { shortRole, courseRoles } from '../launch/roles.js';
import { disclosure } from '../launch/substitutions.js';
import { enrolmentOf, isShutOut, userOf, type Lms } from '../lms.js';
import { rosterUrl } from '../site/addresses.js';
import type { Activity, Course, Tool, User } from '../site/state.js';
import { ltiClaim, BASIC_OUTCOME_CLAIM, MEDIA_TYPES, SCOPES } from '../vocabulary.js';
import { jsonAnswer, ServiceRefusal, type Answer } from './answer.js';
import { callingTool, idAt, type Call } from './call.js';

/** GET `/CourseSection/{course}/bindings/{tool}/memberships` (NRPS §2.4), by family name. */
export function readRoster(call: Call): Answer {
  const { lms, query } = call;
  const tool = callingTool(call, [SCOPES.roster]);
  const courseId = idAt(call, 0);
  const course = lms.state.courses.find(({ id }) => id === courseId);
  if (!course) throw new ServiceRefusal(404, `Not Found: Course ${courseId} doesn't exist`);
  if (idAt(call, 1) !== tool.id) throw new ServiceRefusal(401, 'Unauthorized');
  const linkId = query.get('rlid');
  const link = lms.state.activities.find(({ id }) => id === linkId);
  if (linkId !== null && !link) {
    throw new ServiceRefusal(404, `Not Found: LTI link ${linkId} doesn't exist`);
  }

  const people = peopleOf(lms, course, { role: query.get('role'), link });
  const limit = Number(query.get('limit') ?? lms.state.rosterPageSize ?? 0);
  const from = Number(query.get('from') ?? 0);
  const shown = limit > 0 ? people.slice(from, from + limit) : people;
  const url = rosterUrl(lms, course.id, tool.id);
  const answer = jsonAnswer(MEDIA_TYPES.roster, {
    id: url,
    context: { id: course.id, label: course.shortName, title: course.title },
    members: shown.map((user) => memberJson(lms, { user, course, tool }, linkId)),
  });
  if (limit <= 0 || from + limit >= people.length) return answer;
  // The role filter is lost, as in Moodle.
  const next = `${url}?limit=${limit}&from=${from + limit}${linkId === null ? '' : `&rlid=${linkId}`}`;
  return { ...answer, headers: { Link: `<${next}>; rel="next"` } };
}

interface Wanted {
  /** A URI, or its short name. */
  readonly role: string | null;
  readonly link: Activity | undefined;
}

/** Active people whose role is the wanted one, and who may open the link. */
function peopleOf({ state }: Lms, course: Course, { role, link }: Wanted): readonly User[] {
  const hasRole = (user: User) =>
    role === null || courseRoles(course, user).some((uri) => uri === role || shortRole(uri) === role);
  const wanted = (user: User) => hasRole(user) && !(link && isShutOut(course, user, link));
  return course.enrolments
    .filter(({ suspended }) => !suspended)
    .map(({ userId }) => userOf(state, userId))
    .filter(wanted)
    .sort((a, b) => compare(a.familyName, b.familyName) || compare(a.givenName, b.givenName));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

interface Membership {
  readonly user: User;
  readonly course: Course;
  readonly tool: Tool;
}

function memberJson(lms: Lms, { user, course, tool }: Membership, linkId: string | null) {
  const { name, email } = disclosure(lms, tool, user);
  const role = enrolmentOf(course, user.id)?.role === 'teacher' ? 'Instructor' : 'Learner';
  return {
    status: 'Active',
    roles: [role],
    ...(linkId !== null && { message: [linkMessage(lms, user, tool, linkId)] }),
    user_id: user.id,
    lis_person_sourcedid: user.sourcedId,
    ...(name && {
      name: `${user.givenName} ${user.familyName}`,
      given_name: user.givenName,
      family_name: user.familyName,
    }),
    ...(email && { email: user.email }),
    ...(name && { ext_user_username: user.username }),
  };
}

const linkMessage = (lms: Lms, user: User, tool: Tool, linkId: string) => ({
  [ltiClaim('message_type')]: 'LtiResourceLinkRequest',
  [BASIC_OUTCOME_CLAIM]: basicOutcome(lms, linkId, user.id, tool.id),
});
