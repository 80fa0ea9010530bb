import type { SigningKey } from './signingKey.js';
import type { Activity, Counter, Course, DemoState, Tool, User } from './site/state.js';

/** What every part of the demo LMS is given. */
export interface Lms {
  /** Issuer and origin, without a final slash. */
  readonly url: string;
  readonly state: DemoState;
  /** Replaced when the key is rotated. */
  signingKey: SigningKey;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Buffer;
  readonly fetch: typeof fetch;
}

export const unixTime = (lms: Lms) => Math.floor(lms.now().getTime() / 1000);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, as Moodle's client ids and session keys have them. */
export const randomText = (lms: Lms, length: number) =>
  Array.from(lms.randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

export function nextId(state: DemoState, counter: Counter): string {
  const id = state.nextIds[counter];
  state.nextIds[counter] = id + 1;
  return String(id);
}

/** Ids that the caller has just checked, or made itself. */
function known<T extends { readonly id: string }>(
  kind: string,
  all: readonly T[],
  id: string | undefined,
): T {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no ${kind} ${id}`);
  return found;
}

export const userOf = ({ users }: DemoState, id: string): User => known('user', users, id);
export const courseOf = ({ courses }: DemoState, id: string): Course => known('course', courses, id);
export const toolOf = ({ tools }: DemoState, id: string): Tool => known('tool', tools, id);
export const activityOf = ({ activities }: DemoState, id: string | undefined): Activity =>
  known('activity', activities, id);

export const enrolmentOf = (course: Course, userId: string) =>
  course.enrolments.find((enrolment) => enrolment.userId === userId);

/** Whether an activity is kept for a group that someone is not in; those who manage the course open everything. */
export const isShutOut = (course: Course, user: User, { groupId }: Pick<Activity, 'groupId'>) =>
  groupId !== undefined &&
  !managesCourse(course, user) &&
  !enrolmentOf(course, user.id)?.groupIds.includes(groupId);

/** May see and change everything of a course. */
export const managesCourse = (course: Course, user: User) =>
  user.siteAdmin === true || enrolmentOf(course, user.id)?.role === 'teacher';
