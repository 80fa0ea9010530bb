import type { SubmittedSelf } from './selfAssessment.js';

/** Whether it was submitted, or submitted again, since a teacher last had it before them. */
export const isNewToTeachers = ({
  submittedAt,
  teacherSeenAt,
}: Pick<SubmittedSelf, 'submittedAt' | 'teacherSeenAt'>): boolean =>
  teacherSeenAt === undefined || teacherSeenAt < submittedAt;

/**
 * Learners whose self-assessment no teacher has seen yet.
 *
 * @param closed learners whose evaluation is closed: nothing more is expected of its teachers.
 */
export const selfNews = (
  submitted: readonly SubmittedSelf[],
  closed: ReadonlySet<string>,
): ReadonlySet<string> =>
  new Set(
    submitted
      .filter((one) => isNewToTeachers(one) && !closed.has(one.learnerSub))
      .map(({ learnerSub }) => learnerSub),
  );
