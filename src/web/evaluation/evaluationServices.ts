import type { ActivityStore } from '../../evaluation/activity.js';
import type { CommentBank } from '../../evaluation/commentBank.js';
import type { DeskStore } from '../../evaluation/desk/deskSettings.js';
import type { EvaluationStore } from '../../evaluation/evaluation.js';
import type { GroupJudgementStore } from '../../evaluation/group/groupJudgement.js';
import type { EvidenceStore } from '../../evaluation/evidence/evidence.js';
import type { LearnerGroupStore } from '../../evaluation/group/learnerGroups.js';
import type { ReleasePorts } from '../../evaluation/release.js';
import type { QuestionStore } from '../../evaluation/question/questionThread.js';
import type { SelfAssessmentStore } from '../../evaluation/selfAssessment/selfAssessment.js';
import type { TutorObservationStore } from '../../evaluation/tutor/tutorObservation.js';
import type { Framework } from '../../framework/framework.js';
import type { RosterReader } from '../../platform/rosterReader.js';
import type { RosterStore } from '../../platform/roster.js';
import type { Log } from '../log.js';

export interface EvaluationServices extends ReleasePorts {
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly desks: DeskStore;
  readonly learnerGroups: LearnerGroupStore;
  readonly groupJudgements: GroupJudgementStore;
  readonly commentBank: CommentBank;
  readonly questions: QuestionStore;
  readonly selfAssessments: SelfAssessmentStore;
  readonly tutorObservations: TutorObservationStore;
  readonly rosters: RosterStore;
  readonly rosterReader: RosterReader;
  readonly framework: Framework;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Tells the dispatcher that a score waits. */
  readonly wakeDispatcher: () => void;
}
