import { columnsOf } from '../site/activities.js';
import { lineItemsUrl, lineItemUrl, rosterUrl } from '../site/addresses.js';
import { enrolmentOf, type Lms } from '../lms.js';
import type { Activity, Course, Tool, User } from '../site/state.js';
import type { Substitutions } from './customParameters.js';
import { courseRoles, shortRole } from './roles.js';

export interface LaunchSubject {
  readonly user: User;
  readonly course: Course;
  readonly tool: Tool;
  /** Absent while content is being chosen. */
  readonly activity?: Activity;
}

/** Whether the tool may know the person's name, and the e-mail. */
export function disclosure({ state }: Lms, tool: Tool, user: User) {
  const hidden = user.anonymous === true || state.faults.has('noNames');
  return { name: tool.sendName && !hidden, email: tool.sendEmail && !hidden };
}

/** The column that came with an activity. */
export function ownColumn(lms: Lms, activity: Activity | undefined) {
  if (!activity || lms.state.faults.has('goneColumn')) return undefined;
  return columnsOf(lms, activity.id).find(({ kind }) => kind === 'activity');
}

/** Values of `$Variable` in custom parameters, as Moodle 4.5 gives them. */
export function substitutions(lms: Lms, { user, course, tool, activity }: LaunchSubject): Substitutions {
  const column = ownColumn(lms, activity);
  const { name, email } = disclosure(lms, tool, user);
  const begins = course.startsAt.toISOString().replace(/\.\d+Z$/, '+00:00');
  return {
    'User.id': user.id,
    'User.username': user.username,
    'Person.name.full': name ? `${user.givenName} ${user.familyName}` : null,
    'Person.name.given': name ? user.givenName : null,
    'Person.name.family': name ? user.familyName : null,
    'Person.email.primary': email ? user.email : null,
    'Person.sourcedId': user.sourcedId,
    'Person.address.timezone': user.timeZone,
    'Membership.role': courseRoles(course, user).map(shortRole).join(','),
    'Context.id': course.id,
    'Context.title': course.title,
    'Context.label': course.shortName,
    'Context.sourcedId': course.sourcedId,
    'Context.id.history': course.history.join(','),
    'CourseSection.title': course.title,
    'CourseSection.label': course.shortName,
    'CourseSection.sourcedId': course.sourcedId,
    'CourseSection.timeFrame.begin': begins,
    'CourseSection.timeFrame.end': '',
    'ResourceLink.id': activity?.id ?? null,
    'ResourceLink.title': activity?.title ?? null,
    'ResourceLink.description': activity?.description ?? null,
    'LineItem.url': column ? lineItemUrl(lms, column, tool.id) : '',
    'LineItems.url': lineItemsUrl(lms, course.id, tool.id),
    'Scores.url': '',
    'ToolProxyBinding.memberships.url': rosterUrl(lms, course.id, tool.id),
    'Moodle.Person.userGroupIds': (enrolmentOf(course, user.id)?.groupIds ?? []).join(','),
  };
}
