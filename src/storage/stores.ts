import type { Connection } from 'mongoose';
import type { ActivityStore } from '../evaluation/activity.js';
import type { CommentBank } from '../evaluation/commentBank.js';
import type { EvaluationStore } from '../evaluation/evaluation.js';
import type { EvidenceStore } from '../evaluation/evidence/evidence.js';
import type { DeliveryQueue } from '../gradebook/deliveryQueue.js';
import type { GridStore } from '../grid/grid.js';
import type { LibraryGridStore } from '../grid/libraryGrid.js';
import type { AccessTokenStore } from '../platform/accessToken.js';
import type { LaunchSessionStore } from '../platform/launchSession.js';
import type { LoginAttemptStore } from '../platform/loginAttempt.js';
import type { RegistrationStore } from '../platform/registration.js';
import type { RosterStore } from '../platform/roster.js';
import { accessTokenModel } from './accessTokenModel.js';
import { accessTokenStore } from './accessTokenStore.js';
import { activityModel } from './activityModel.js';
import { activityStore } from './activityStore.js';
import { commentBankModel } from './commentBankModel.js';
import { commentBankStore } from './commentBankStore.js';
import { deliveryQueue } from './deliveryQueue.js';
import { evaluationModel } from './evaluationModel.js';
import { evaluationStore } from './evaluationStore.js';
import { evidenceModel } from './evidenceModel.js';
import { evidenceStore } from './evidenceStore.js';
import { gridStore } from './gridStore.js';
import { gridVersionModel } from './gridVersionModel.js';
import { keyPairModel } from './keyPairModel.js';
import { launchSessionModel } from './launchSessionModel.js';
import { launchSessionStore } from './launchSessionStore.js';
import { libraryGridModel } from './libraryGridModel.js';
import { libraryGridStore } from './libraryGridStore.js';
import { loginAttemptModel } from './loginAttemptModel.js';
import { loginAttemptStore } from './loginAttemptStore.js';
import { registrationLinkModel } from './registrationLinkModel.js';
import { registrationModel } from './registrationModel.js';
import { registrationStore } from './registrationStore.js';
import { rosterModel } from './rosterModel.js';
import { rosterStore } from './rosterStore.js';
import { SecretBox } from './secretBox.js';

/** Every port of the domain, on one connection. */
export interface Stores {
  readonly registrations: RegistrationStore;
  readonly loginAttempts: LoginAttemptStore;
  readonly launchSessions: LaunchSessionStore;
  readonly rosters: RosterStore;
  readonly accessTokens: AccessTokenStore;
  readonly grids: GridStore;
  readonly library: LibraryGridStore;
  readonly activities: ActivityStore;
  readonly evaluations: EvaluationStore;
  readonly evidence: EvidenceStore;
  readonly commentBank: CommentBank;
  readonly deliveries: DeliveryQueue;
}

const models = [
  registrationModel,
  keyPairModel,
  registrationLinkModel,
  loginAttemptModel,
  launchSessionModel,
  rosterModel,
  accessTokenModel,
  gridVersionModel,
  libraryGridModel,
  activityModel,
  evaluationModel,
  evidenceModel,
  commentBankModel,
];

/** The stores, once their indexes stand: uniqueness holds from the first write on. */
export async function openStores(db: Connection, { secret }: { secret: string }): Promise<Stores> {
  for (const model of models) await model(db).createIndexes();
  const box = new SecretBox(secret);
  return {
    registrations: registrationStore(db, box),
    loginAttempts: loginAttemptStore(db),
    launchSessions: launchSessionStore(db),
    rosters: rosterStore(db),
    accessTokens: accessTokenStore(db, box),
    grids: gridStore(db),
    library: libraryGridStore(db),
    activities: activityStore(db),
    evaluations: evaluationStore(db),
    evidence: evidenceStore(db),
    commentBank: commentBankStore(db),
    deliveries: deliveryQueue(db),
  };
}
