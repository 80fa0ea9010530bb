import type { QuestionStore, QuestionThread } from '../../evaluation/question/questionThread.js';
import { isNewToTeachers } from '../../evaluation/selfAssessment/selfNews.js';
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
  readonly now: () => Date;
}

/** For the page that shows it beside the teacher's levels: what is shown is seen, with a write where it is new. */
export async function learnerVoice(
  { activity, learner }: LearnerDesk,
  { questions, selfAssessments, now }: VoicePorts,
): Promise<LearnerVoice> {
  const [selfAssessment, thread] = await Promise.all([
    selfAssessments.find(activity.id, learner.sub),
    questions.find(activity.id, learner.sub),
  ]);
  const submittedAt = selfAssessment?.submittedAt;
  if (submittedAt && isNewToTeachers({ ...selfAssessment, submittedAt }))
    await selfAssessments.markSeen(selfAssessment.id, now());
  return { ...(submittedAt && { selfAssessment }), ...(thread && { thread }) };
}
