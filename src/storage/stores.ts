import type { Connection } from 'mongoose';
import type { ActivityStore } from '../evaluation/activity.js';
import type { CommentBank } from '../evaluation/commentBank.js';
import type { DeskStore } from '../evaluation/desk/deskSettings.js';
import type { EvaluationStore } from '../evaluation/evaluation.js';
import type { GroupJudgementStore } from '../evaluation/group/groupJudgement.js';
import type { EvidenceStore } from '../evaluation/evidence/evidence.js';
import type { LearnerGroupStore } from '../evaluation/group/learnerGroups.js';
import type { QuestionStore } from '../evaluation/question/questionThread.js';
import type { SelfAssessmentStore } from '../evaluation/selfAssessment/selfAssessment.js';
import type { CodeSeal, TutorLinkStore } from '../evaluation/tutor/tutorLink.js';
import type { TutorObservationStore } from '../evaluation/tutor/tutorObservation.js';
import type { TutorSessionStore } from '../evaluation/tutor/tutorSession.js';
import type { DeliveryQueue } from '../gradebook/deliveryQueue.js';
import type { GridStore } from '../grid/grid.js';
import type { KeptScaleStore } from '../grid/keptScale.js';
import type { LibraryGridStore } from '../grid/libraryGrid.js';
import type { AccessTokenStore } from '../platform/accessToken.js';
import type { Journal } from '../platform/journal.js';
import type { LaunchSessionStore } from '../platform/launchSession.js';
import type { LoginAttemptStore } from '../platform/loginAttempt.js';
import type { RegistrationStore } from '../platform/registration.js';
import type { LinkAccessStore } from '../platform/linkAccess.js';
import type { RosterStore } from '../platform/roster.js';
import { accessTokenModel } from './accessTokenModel.js';
import { accessTokenStore } from './accessTokenStore.js';
import { activityModel } from './activityModel.js';
import { activityStore } from './activityStore.js';
import { createCodeSeal } from './codeSeal.js';
import { commentBankModel } from './commentBankModel.js';
import { commentBankStore } from './commentBankStore.js';
import { deliveryQueue } from './deliveryQueue.js';
import { deskModel, learnerNumbersModel } from './deskModel.js';
import { deskStore } from './deskStore.js';
import { evaluationModel } from './evaluationModel.js';
import { evaluationStore } from './evaluationStore.js';
import { groupJudgementModel } from './groupJudgementModel.js';
import { groupJudgementStore } from './groupJudgementStore.js';
import { evidenceModel } from './evidenceModel.js';
import { evidenceStore } from './evidenceStore.js';
import { gridStore } from './gridStore.js';
import { gridVersionModel } from './gridVersionModel.js';
import { journalModel } from './journalModel.js';
import { journalStore } from './journalStore.js';
import { keptScaleModel } from './keptScaleModel.js';
import { keptScaleStore } from './keptScaleStore.js';
import { keyPairModel } from './keyPairModel.js';
import { launchSessionModel } from './launchSessionModel.js';
import { launchSessionStore } from './launchSessionStore.js';
import { learnerGroupModel } from './learnerGroupModel.js';
import { learnerGroupStore } from './learnerGroupStore.js';
import { libraryGridModel } from './libraryGridModel.js';
import { libraryGridStore } from './libraryGridStore.js';
import { linkAccessModel } from './linkAccessModel.js';
import { linkAccessStore } from './linkAccessStore.js';
import { loginAttemptModel } from './loginAttemptModel.js';
import { loginAttemptStore } from './loginAttemptStore.js';
import { questionModel } from './questionModel.js';
import { questionStore } from './questionStore.js';
import { registrationLinkModel } from './registrationLinkModel.js';
import { registrationModel } from './registrationModel.js';
import { registrationStore, resealKeyPairs } from './registrationStore.js';
import { rosterModel } from './rosterModel.js';
import { rosterStore } from './rosterStore.js';
import { migrate } from './migrations/migrate.js';
import type { Migration } from './migrations/migration.js';
import { MIGRATIONS } from './migrations/migrations.js';
import { SecretBox } from './secretBox.js';
import { selfAssessmentModel } from './selfAssessmentModel.js';
import { selfAssessmentStore } from './selfAssessmentStore.js';
import { tutorLinkModel } from './tutorLinkModel.js';
import { tutorLinkStore } from './tutorLinkStore.js';
import { tutorObservationModel } from './tutorObservationModel.js';
import { tutorObservationStore } from './tutorObservationStore.js';
import { tutorSessionModel } from './tutorSessionModel.js';
import { tutorSessionStore } from './tutorSessionStore.js';

/** Every port of the domain, on one connection. */
export interface Stores {
  readonly registrations: RegistrationStore;
  readonly loginAttempts: LoginAttemptStore;
  readonly launchSessions: LaunchSessionStore;
  readonly rosters: RosterStore;
  readonly linkAccess: LinkAccessStore;
  readonly accessTokens: AccessTokenStore;
  readonly grids: GridStore;
  readonly library: LibraryGridStore;
  readonly keptScales: KeptScaleStore;
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly commentBank: CommentBank;
  readonly desks: DeskStore;
  readonly learnerGroups: LearnerGroupStore;
  readonly groupJudgements: GroupJudgementStore;
  readonly questions: QuestionStore;
  readonly selfAssessments: SelfAssessmentStore;
  readonly deliveries: DeliveryQueue;
  readonly journal: Journal;
  readonly tutorLinks: TutorLinkStore;
  readonly tutorSessions: TutorSessionStore;
  readonly tutorObservations: TutorObservationStore;
  readonly codeSeal: CodeSeal;
}

const models = [
  registrationModel,
  keyPairModel,
  registrationLinkModel,
  loginAttemptModel,
  launchSessionModel,
  rosterModel,
  linkAccessModel,
  accessTokenModel,
  gridVersionModel,
  libraryGridModel,
  keptScaleModel,
  activityModel,
  evaluationModel,
  evidenceModel,
  commentBankModel,
  deskModel,
  learnerNumbersModel,
  learnerGroupModel,
  groupJudgementModel,
  journalModel,
  questionModel,
  selfAssessmentModel,
  tutorLinkModel,
  tutorSessionModel,
  tutorObservationModel,
];

export interface Secrets {
  readonly secret: string;
  /** What `secret` replaced: what it sealed is sealed again at this start. */
  readonly previousSecret?: string;
}

/**
 * The stores, once their indexes stand: uniqueness holds from the first write on.
 *
 * @param onMigrated told of each migration that was run.
 */
export async function openStores(
  db: Connection,
  { secret, previousSecret }: Secrets,
  onMigrated: (migration: Migration) => void = () => {},
): Promise<Stores> {
  for (const model of models) await model(db).createIndexes();
  for (const migration of await migrate(db, MIGRATIONS)) onMigrated(migration);
  const box = new SecretBox(secret, previousSecret);
  if (previousSecret !== undefined) await resealKeyPairs(db, box);
  return {
    registrations: registrationStore(db, box),
    loginAttempts: loginAttemptStore(db),
    launchSessions: launchSessionStore(db),
    rosters: rosterStore(db),
    linkAccess: linkAccessStore(db),
    accessTokens: accessTokenStore(db, box),
    grids: gridStore(db),
    library: libraryGridStore(db),
    keptScales: keptScaleStore(db),
    activities: activityStore(db),
    evaluations: evaluationStore(db),
    evidence: evidenceStore(db),
    commentBank: commentBankStore(db),
    desks: deskStore(db),
    learnerGroups: learnerGroupStore(db),
    groupJudgements: groupJudgementStore(db),
    questions: questionStore(db),
    selfAssessments: selfAssessmentStore(db),
    deliveries: deliveryQueue(db),
    journal: journalStore(db),
    tutorLinks: tutorLinkStore(db),
    tutorSessions: tutorSessionStore(db),
    tutorObservations: tutorObservationStore(db),
    codeSeal: createCodeSeal(secret, previousSecret),
  };
}
