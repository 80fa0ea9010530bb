import type { Request } from 'express';
import { courseOf, enrolmentOf, managesCourse, userOf, type Lms } from '../lms.js';
import { sessionOf } from '../site/sessions.js';
import type { Course, LmsSession, User } from '../site/state.js';
import { notEnrolled, notFound, signedOut } from './pageRefusal.js';

export function wantSession(lms: Lms, req: Request): LmsSession {
  const session = sessionOf(lms, req);
  if (!session) throw signedOut();
  return session;
}

export const wantUser = (lms: Lms, req: Request): User => userOf(lms.state, wantSession(lms, req).userId);

export function wantAdministrator(lms: Lms, req: Request): User {
  const user = wantUser(lms, req);
  if (!user.siteAdmin) throw notEnrolled();
  return user;
}

export interface Visit {
  readonly user: User;
  readonly course: Course;
  readonly manages: boolean;
}

/** Someone in a course of theirs. */
export function wantCourse(lms: Lms, req: Request, courseId: unknown): Visit {
  const user = wantUser(lms, req);
  if (!lms.state.courses.some(({ id }) => id === courseId)) throw notFound();
  const course = courseOf(lms.state, String(courseId));
  const manages = managesCourse(course, user);
  const enrolment = enrolmentOf(course, user.id);
  if (!manages && (!enrolment || enrolment.suspended)) throw notEnrolled();
  return { user, course, manages };
}

/** Someone who may change the course. */
export function wantManager(lms: Lms, req: Request, courseId: unknown): Visit {
  const visit = wantCourse(lms, req, courseId);
  if (!visit.manages) throw notEnrolled();
  return visit;
}
