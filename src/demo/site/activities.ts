import { activityOf, courseOf, nextId, toolOf, type Lms } from '../lms.js';
import { deleteLineItem } from './grades.js';
import type { Activity, Course, LineItem, SubmissionReview } from './state.js';

/** A resource link to place, by deep linking or by hand. */
export interface NewActivity {
  readonly courseId: string;
  readonly toolId: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly url?: string | undefined;
  /** `name=value` lines. */
  readonly custom?: string | undefined;
  readonly iconUrl?: string | undefined;
  readonly container?: 'iframe' | 'window' | undefined;
  /** The gradebook column that comes with it. */
  readonly column?: NewColumn | undefined;
  readonly groupId?: string | undefined;
}

export interface NewColumn {
  readonly scoreMaximum: number;
  readonly resourceId?: string | undefined;
  readonly tag?: string | undefined;
  readonly submissionReview?: SubmissionReview | undefined;
}

export function addActivity(lms: Lms, wanted: NewActivity): Activity {
  const { state } = lms;
  const activity: Activity = {
    id: nextId(state, 'activity'),
    moduleId: nextId(state, 'module'),
    courseId: courseOf(state, wanted.courseId).id,
    toolId: toolOf(state, wanted.toolId).id,
    title: wanted.title,
    description: wanted.description ?? '',
    url: wanted.url ?? '',
    custom: wanted.custom ?? '',
    container: wanted.container ?? 'iframe',
    acceptsGrades: wanted.column !== undefined,
    ...(wanted.iconUrl && { iconUrl: wanted.iconUrl }),
    ...(wanted.groupId && { groupId: wanted.groupId }),
  };
  state.activities.push(activity);
  if (wanted.column) addColumn(lms, activity, wanted.column);
  return activity;
}

/** The column's name is the activity's: Moodle ignores the label of a content item. */
function addColumn({ state }: Lms, activity: Activity, column: NewColumn): void {
  const { resourceId, tag, submissionReview } = column;
  const linked = Boolean(resourceId || tag || submissionReview);
  const item: LineItem = {
    id: nextId(state, 'lineItem'),
    courseId: activity.courseId,
    toolId: activity.toolId,
    activityId: activity.id,
    kind: 'activity',
    label: activity.title,
    scoreMaximum: column.scoreMaximum,
    tag: tag ?? '',
    locked: false,
    // A column that no content item described has no resource id at all.
    ...(linked && { resourceId: resourceId ?? '' }),
    ...(submissionReview && { submissionReview }),
  };
  state.lineItems.push(item);
}

export const columnsOf = ({ state }: Lms, activityId: string) =>
  state.lineItems.filter((item) => item.activityId === activityId);

/** « Dupliquer »: a new resource link and a new column, same custom parameters, resource id and tag. */
export function duplicateActivity(lms: Lms, id: string): Activity {
  const original = activityOf(lms.state, id);
  return copyActivity(lms, original, { courseId: original.courseId, title: `${original.title} (copie)` });
}

function copyActivity(lms: Lms, original: Activity, change: { courseId: string; title: string }): Activity {
  const column = columnsOf(lms, original.id).find((item) => item.kind === 'activity');
  return addActivity(lms, { ...original, ...change, column });
}

/** Copies a course's activities into another, as « Importer » does. */
export function importActivities(lms: Lms, fromCourseId: string, toCourseId: string): readonly Activity[] {
  return lms.state.activities
    .filter(({ courseId }) => courseId === fromCourseId)
    .map((original) => copyActivity(lms, original, { courseId: toCourseId, title: original.title }));
}

/** A new course with the same people and copies of the activities; nobody has a mark there. */
export function copyCourse(lms: Lms, id: string, title: string): Course {
  const { state } = lms;
  const original = courseOf(state, id);
  const courseId = nextId(state, 'course');
  const copy: Course = {
    ...original,
    id: courseId,
    title,
    shortName: `${original.shortName}-${courseId}`,
    startsAt: lms.now(),
    history: [original.id, ...original.history],
  };
  state.courses.push(copy);
  importActivities(lms, id, courseId);
  return copy;
}

/** « Restreindre l’accès » to a group, or lifting it. */
export function restrictActivity({ state }: Lms, id: string, groupId: string | undefined): void {
  state.activities = state.activities.map((activity) => {
    if (activity.id !== id) return activity;
    const { groupId: _before, ...open } = activity;
    return groupId ? { ...open, groupId } : open;
  });
}

/** Its column and marks go with it. */
export function deleteActivity({ state }: Lms, id: string): void {
  const gone = state.lineItems.filter((item) => item.activityId === id && item.kind === 'activity');
  for (const item of gone) deleteLineItem(state, item.id);
  state.activities = state.activities.filter((activity) => activity.id !== id);
}
