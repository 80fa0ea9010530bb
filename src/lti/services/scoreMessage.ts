import type { Score } from '../../gradebook/gradebook.js';

/**
 * The body of a score publication (AGS 2.0 §3.4): compact, because Moodle answers 200 to invalid JSON that
 * holds newlines.
 *
 * A withdrawal has no `scoreGiven`, which « indicates there is presently no score for that user » (§3.4.4). It
 * says FullyGraded all the same: platforms may leave aside any score that is not (§3.4.8). Moodle and Canvas
 * both clear the mark on it.
 */
export function scoreMessage({ learnerSub, timestamp, score }: Score): string {
  return JSON.stringify({
    userId: learnerSub,
    timestamp: timestamp.toISOString(),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    ...(score.kind === 'mark' && {
      scoreGiven: decimal(score.hundredths),
      scoreMaximum: decimal(score.maximumHundredths),
      // Without the key Moodle removes the earlier comment, which is what an empty one means.
      ...(score.comment !== '' && { comment: score.comment }),
    }),
  });
}

/** The number whose shortest decimal writing is the exact one: 1337 gives 13.37. */
export const decimal = (hundredths: number): number => hundredths / 100;
