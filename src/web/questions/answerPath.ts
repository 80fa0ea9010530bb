import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { sessionPath } from '../session/sessionGuard.js';

/** Where a teacher's answer is posted, and the questions stand by themselves. */
export const answerPath = ({ session, learner }: Pick<LearnerDesk, 'session' | 'learner'>): string =>
  `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}/questions`;
