import { isShutOut, managesCourse, type Lms } from '../lms.js';
import { columnsOf } from '../site/activities.js';
import { EMPTY_LINK, type LinkForm } from './activityForm.js';
import type { Visit } from './access.js';

export interface FailedLink {
  readonly problem: string;
  readonly typed: LinkForm;
}

/** Everything views/demo/course.ejs may use. */
export function coursePage(lms: Lms, { course, user, manages }: Visit, failed?: FailedLink) {
  const { state } = lms;
  const tools = state.tools.filter(({ status }) => status === 'active');
  return {
    course: { id: course.id, title: course.title },
    manages,
    groupIds: [...new Set(course.enrolments.flatMap(({ groupIds }) => groupIds))].toSorted(),
    activities: state.activities
      .filter((activity) => activity.courseId === course.id && !isShutOut(course, user, activity))
      .map((activity) => ({
        href: `/activites/${activity.moduleId}`,
        title: activity.title,
        description: activity.description,
        graded: columnsOf(lms, activity.id).length > 0,
        duplicate: `/activites/${activity.moduleId}/copie`,
        access: `/activites/${activity.moduleId}/acces`,
        groupId: activity.groupId ?? '',
        remove: `/activites/${activity.moduleId}/suppression`,
      })),
    tools: tools.map(({ id, name }) => ({ id, name })),
    choosers: tools
      .filter(({ deepLinkingUrl }) => deepLinkingUrl)
      .map(({ id, name }) => ({ href: `/cours/${course.id}/contenu/${id}`, name })),
    otherCourses: state.courses
      .filter((other) => other.id !== course.id && managesCourse(other, user))
      .map(({ id, title }) => ({ id, title })),
    link: failed?.typed ?? EMPTY_LINK,
    problem: failed?.problem ?? '',
  };
}
