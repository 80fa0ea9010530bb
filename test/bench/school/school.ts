import { generateKeyPairSync } from 'node:crypto';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { Grid } from '../../../src/grid/grid.js';
import type { Registration } from '../../../src/platform/registration.js';
import type { Stores } from '../../../src/storage/stores.js';
import { concurrently } from '../measure/concurrently.js';
import { CLIENT_ID, CONTEXT_ID, DEPLOYMENT_ID, lineItemUrl, type Person } from '../platform/launchClaims.js';
import { learners, teacher } from '../platform/people.js';
import { activityOf, gradeServiceOf } from './activity.js';

export interface SchoolPlan {
  readonly issuer: string;
  readonly grid: Grid;
  readonly registrations: number;
}

export const clientIdOf = (place: number) => (place === 0 ? CLIENT_ID : `${CLIENT_ID}-${place}`);

/** Rows of a registration and of what hangs on it are written so many at once. */
const WIDTH = 64;

/**
 * Registrations of one issuer, as hosted platforms have, each with a course, its class list and one activity.
 *
 * @returns the activity of each.
 */
export async function fillSchool(stores: Stores, plan: SchoolPlan): Promise<readonly Activity[]> {
  // One pair of keys for all: making a thousand takes minutes, and none of them signs anything here.
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const activities: Activity[] = [];
  await concurrently(plan.registrations, WIDTH, async (place) => {
    const registration = registrationOf(plan.issuer, place);
    const keyPair = {
      keyId: registration.keyId,
      publicKeyPem: publicKey,
      privateKeyPem: privateKey,
      createdAt: new Date(),
    };
    await stores.registrations.add(registration, keyPair);
    activities[place] = await fillCourse(stores, registration.id, plan);
  });
  return activities;
}

function registrationOf(issuer: string, place: number): Registration {
  return {
    id: `registration-${place}`,
    name: 'Lycée Simone-Veil',
    issuer,
    clientId: clientIdOf(place),
    authorizationUrl: `${issuer}/authorize`,
    tokenUrl: `${issuer}/token`,
    keySetUrl: `${issuer}/keys`,
    deploymentIds: [DEPLOYMENT_ID],
    status: 'active',
    keyId: `key-${place}`,
    createdAt: new Date(),
  };
}

async function fillCourse(
  stores: Stores,
  registrationId: string,
  { issuer, grid }: SchoolPlan,
): Promise<Activity> {
  const scope = { registrationId, deploymentId: DEPLOYMENT_ID, contextId: CONTEXT_ID };
  const gradeService = gradeServiceOf(`${issuer}/lineitems?type_id=1`, lineItemUrl(issuer));
  const activity = activityOf(scope, registrationId, grid, gradeService);
  const { gridVersionId, createdBy, createdAt } = activity;
  const version = { gridId: gridVersionId, version: 1, ownerSub: createdBy, createdAt };
  await stores.grids.add({ ...scope, ...version, id: gridVersionId, grid });
  await stores.activities.addOnce(activity);
  const members = [teacher, ...learners].map(memberOf);
  await stores.rosters.put(scope, { members, readAt: new Date() });
  return activity;
}

const memberOf = ({ sub, givenName, familyName, role }: Person) => ({
  sub,
  name: `${givenName} ${familyName}`,
  givenName,
  familyName,
  role: role === 'Instructor' ? ('teacher' as const) : ('learner' as const),
  active: true,
});
