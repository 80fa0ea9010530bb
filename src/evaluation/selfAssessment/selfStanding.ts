import type { Activity } from '../activity.js';
import type { Evaluation, Publication } from '../evaluation.js';
import type { SelfAssessment } from './selfAssessment.js';

/**
 * `none`: not open, and nothing submitted. `toPlace`: the learner may place themself. `submitted`: and may still
 * take it back. `frozen`: submitted for good. `missed`: not submitted before the teacher's levels were seen.
 */
export type SelfStanding = 'none' | 'toPlace' | 'submitted' | 'frozen' | 'missed';

interface SelfFacts {
  readonly activity: Pick<Activity, 'selfAssessment' | 'releaseAt'>;
  readonly selfAssessment: SelfAssessment | undefined;
  readonly evaluation: Pick<Evaluation, 'history'> | undefined;
}

/** What a learner may do with their self-assessment. */
export function selfStanding({ activity, selfAssessment, evaluation }: SelfFacts): SelfStanding {
  const isOpen = activity.selfAssessment !== undefined;
  const isSeen = selfAssessment?.resultSeenAt !== undefined || wasVisible(evaluation, activity);
  if (selfAssessment?.submittedAt) return isOpen && !isSeen ? 'submitted' : 'frozen';
  if (!isOpen) return 'none';
  return isSeen ? 'missed' : 'toPlace';
}

/**
 * Whether a result stood before the learner's eyes when the teacher opened the self-assessment: then nobody can
 * tell any more that they placed themself first.
 */
function wasVisible(evaluation: SelfFacts['evaluation'], activity: SelfFacts['activity']): boolean {
  const { selfAssessment: opening, releaseAt } = activity;
  if (!opening || !evaluation) return false;
  const before = evaluation.history.filter(
    ({ action, at }) => (action === 'published' || action === 'withdrawn') && at <= opening.openedAt,
  );
  const wasHeld = releaseAt !== undefined && releaseAt > opening.openedAt;
  return before.at(-1)?.action === 'published' && !wasHeld;
}

/**
 * Whether the learner is asked to place themself before they see what is released. Of an absent or excused learner
 * there are no levels to see.
 */
export const isAskedFirst = (standing: SelfStanding, publication: Publication | undefined): boolean =>
  standing === 'toPlace' && publication?.content.presence === 'present';
