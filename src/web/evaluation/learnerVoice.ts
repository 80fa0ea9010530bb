import type { SelfAssessment, SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { LearnerDesk } from './learnerDesk.js';

/** What a learner says themself, as far as teachers may read it. */
export interface LearnerVoice {
  /** Absent until it is submitted. */
  readonly selfAssessment?: SelfAssessment;
}

export async function learnerVoice(
  { activity, learner }: LearnerDesk,
  { selfAssessments }: { readonly selfAssessments: SelfAssessmentStore },
): Promise<LearnerVoice> {
  const selfAssessment = await selfAssessments.find(activity.id, learner.sub);
  return selfAssessment?.submittedAt ? { selfAssessment } : {};
}
