import type { TutorProgress } from './tutorObservation.js';

/** What a tutor sent, and no teacher has seen yet. */
export interface TutorNews {
  readonly learnerSub: string;
  readonly tutorName: string;
  readonly at: Date;
}

/**
 * What arrived since a teacher last looked, newest first.
 *
 * @param closed learners whose evaluation is closed: nobody adds anything to it.
 */
export const tutorNews = (
  progress: readonly TutorProgress[],
  closed: ReadonlySet<string>,
): readonly TutorNews[] =>
  progress
    .flatMap(({ learnerSub, tutorName, sentAt, seenAt, taken }) =>
      sentAt && !taken && !closed.has(learnerSub) && (!seenAt || seenAt < sentAt)
        ? [{ learnerSub, tutorName, at: sentAt }]
        : [],
    )
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
