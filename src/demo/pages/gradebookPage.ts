import { userOf, type Lms } from '../lms.js';
import { gradeIn } from '../site/grades.js';
import type { Activity, Course, LineItem, User } from '../site/state.js';
import { fullName } from './frame.js';

const NUMBER = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 5 });

export const shownNumber = (value: number) => NUMBER.format(value);

/** The teachers' « Carnet de notes »: a row a learner, a column a line item. */
export function gradebookPage(lms: Lms, course: Course) {
  const items = lms.state.lineItems.filter(({ courseId }) => courseId === course.id);
  const learners = course.enrolments
    .filter(({ role, suspended }) => role === 'learner' && !suspended)
    .map(({ userId }) => userOf(lms.state, userId))
    .sort((a, b) => a.familyName.localeCompare(b.familyName, 'fr'));
  return {
    course: { id: course.id, title: course.title },
    columns: items.map((item) => ({ label: item.label, maximum: shownNumber(item.scoreMaximum) })),
    rows: learners.map((user) => ({
      name: fullName(user),
      cells: items.map((item) => cell(lms, item, user)),
    })),
  };
}

/** A learner's own marks. */
export function ownGradesPage(lms: Lms, course: Course, user: User) {
  return {
    course: { id: course.id, title: course.title },
    grades: lms.state.lineItems
      .filter(({ courseId }) => courseId === course.id)
      .map((item) => cell(lms, item, user)),
  };
}

function cell(lms: Lms, item: LineItem, user: User) {
  const grade = gradeIn(lms.state, item.id, user.id);
  const activity = activityOfColumn(lms, item);
  return {
    label: item.label,
    maximum: shownNumber(item.scoreMaximum),
    mark: grade?.finalGrade === null || grade === undefined ? '' : shownNumber(grade.finalGrade),
    comment: grade?.feedback ?? '',
    overridden: Boolean(grade?.overriddenAt),
    locked: item.locked || Boolean(grade?.lockedAt),
    edit: `/notes/${item.id}/${user.id}`,
    editLabel: `Modifier : ${fullName(user)}, ${item.label}`,
    analysis: activity ? `/activites/${activity.moduleId}/analyse/${user.id}` : '',
    analysisLabel: `Analyse : ${fullName(user)}, ${item.label}`,
  };
}

const activityOfColumn = ({ state }: Lms, item: LineItem): Activity | undefined =>
  item.kind === 'activity' ? state.activities.find(({ id }) => id === item.activityId) : undefined;
