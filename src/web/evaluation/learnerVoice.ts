import type { QuestionStore, QuestionThread } from '../../evaluation/question/questionThread.js';
import type { SelfAssessment, SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { LearnerDesk } from './learnerDesk.js';

/** What a learner says themself, as far as teachers may read it. */
export interface LearnerVoice {
  /** Absent until it is submitted. */
  readonly selfAssessment?: SelfAssessment;
  /** Absent where nobody has written. */
  readonly thread?: QuestionThread;
}

interface VoicePorts {
  readonly questions: QuestionStore;
  readonly selfAssessments: SelfAssessmentStore;
}

export async function learnerVoice(
  { activity, learner }: LearnerDesk,
  { questions, selfAssessments }: VoicePorts,
): Promise<LearnerVoice> {
  const [selfAssessment, thread] = await Promise.all([
    selfAssessments.find(activity.id, learner.sub),
    questions.find(activity.id, learner.sub),
  ]);
  return { ...(selfAssessment?.submittedAt && { selfAssessment }), ...(thread && { thread }) };
}
