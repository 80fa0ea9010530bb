import type { DemoPlatform } from '../../src/demo/demoPlatform.js';

/** Someone leaves a course. @returns what brings them back. */
export function unenrol({ state }: DemoPlatform, courseId: string, userId: string): () => void {
  const at = state.courses.findIndex(({ id }) => id === courseId);
  const course = state.courses[at];
  if (!course) throw new Error(`no course ${courseId}`);
  const enrolments = course.enrolments.filter((enrolment) => enrolment.userId !== userId);
  state.courses[at] = { ...course, enrolments };
  return () => {
    state.courses[at] = course;
  };
}
