import { activityFrom, linkItems } from '../../src/demo/launch/contentItem.js';
import type { DemoPlatform } from '../../src/demo/demoPlatform.js';
import { readRegistration } from '../../src/demo/registration/toolRegistration.js';
import type { Seed } from '../../src/demo/site/seed.js';
import type { Enrolment, Tool, User } from '../../src/demo/site/state.js';
import { deepLinkingClaim } from '../../src/demo/vocabulary.js';
import { recordedCalls, recording } from './recordings.js';
import { testPlatform } from './testPlatform.js';

interface Member {
  readonly user_id: string;
  readonly roles: readonly string[];
  readonly lis_person_sourcedid: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly email: string;
  readonly ext_user_username: string;
}

export const MOODLE_URL = 'http://moodle.localhost:8081';

function members(): readonly Member[] {
  const roster = new Map(recordedCalls('24-nrps')).get('members')?.response.body;
  return (roster as { members: Member[] }).members;
}

const userFrom = (member: Member): User => ({
  id: member.user_id,
  username: member.ext_user_username,
  givenName: member.given_name,
  familyName: member.family_name,
  email: member.email,
  sourcedId: member.lis_person_sourcedid,
  timeZone: 'Europe/Paris',
});

const account = (id: string, username: string, sourcedId = ''): User => ({
  id,
  username,
  givenName: 'Admin',
  familyName: 'User',
  email: `${username}@example.test`,
  sourcedId,
  timeZone: '99',
});

/** Groups of the people whose launches were recorded. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  3: ['1', '2'],
  4: ['1', '2'],
  5: ['1'],
  24: ['2'],
};

const enrolmentFrom = ({ user_id, roles }: Member): Enrolment => ({
  userId: user_id,
  role: roles.includes('Instructor') ? 'teacher' : 'learner',
  groupIds: GROUPS[user_id] ?? [],
});

const moodleSeed = (): Seed => ({
  site: {
    guid: '55a0efdc7baa06ccd8cce28da2498b7c',
    name: 'lycee',
    description: 'Lycée des métiers Simone-Veil',
    locale: 'en',
    timeZone: 'Europe/Paris',
  },
  users: [
    { ...account('2', 'admin'), siteAdmin: true },
    ...members().map(userFrom),
    account('35', 'autre'),
    account('36', 'suspendu'),
  ],
  courses: [
    {
      id: '2',
      shortName: 'MA-TMA1',
      title: "Bac pro Métiers de l'accueil",
      sourcedId: 'BP-MA-2026',
      startsAt: new Date('2026-10-24T09:51:06Z'),
      history: [],
      enrolments: [
        ...members().map(enrolmentFrom),
        { userId: '36', role: 'learner', suspended: true, groupIds: [] },
      ],
    },
  ],
});

interface Registration {
  readonly requestTheToolSent: { readonly json: unknown };
  readonly moodleAnswer: { readonly body: { readonly client_id: string } };
}

/** The Moodle of the recordings, right after the tool was registered. */
export async function moodleWithTool() {
  const { platform, clock } = await testPlatform({ url: MOODLE_URL, seed: moodleSeed() });
  Object.assign(platform.state.nextIds, { tool: 4, activity: 3, module: 4, lineItem: 4 });
  const { requestTheToolSent, moodleAnswer } = recording<Registration>('03-dynamic-registration');
  const registration = readRegistration(requestTheToolSent.json);
  if (registration.kind === 'refused') throw new Error(registration.reason);
  const { client_id: clientId } = moodleAnswer.body;
  const tool: Tool = { ...registration.settings, id: '3', clientId, status: 'active' };
  platform.state.tools.push(tool);
  return { platform, clock, tool };
}

interface ContentResponse {
  readonly toolSentJwt: { readonly payload: Readonly<Record<string, unknown>> };
}

/** The content items that the tool of the recordings sent. */
export const recordedContentItems = () =>
  recording<ContentResponse>('05-deep-linking-response').toolSentJwt.payload[
    deepLinkingClaim('content_items')
  ] as readonly Record<string, unknown>[];

/** The same Moodle, once the tool's content item was saved as an activity. */
export async function moodleWithActivity() {
  const moodle = await moodleWithTool();
  const [item] = linkItems(recordedContentItems());
  if (!item) throw new Error('no content item');
  const activity = moodle.platform.addActivity(activityFrom(item, { courseId: '2', tool: moodle.tool }));
  return { ...moodle, activity };
}

/** A token that works at once. */
export function giveToken(platform: DemoPlatform, toolId: string, scopes: readonly string[]): string {
  const token = `token-${platform.state.accessTokens.size}`;
  platform.state.accessTokens.set(token, { toolId, scopes, expiresAt: Number.POSITIVE_INFINITY });
  return token;
}
