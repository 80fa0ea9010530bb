import { courseOf, managesCourse, userOf, type Lms } from '../lms.js';
import { verifyToolMessage } from '../registration/toolKeys.js';
import { addActivity } from '../site/activities.js';
import type { Activity, LmsSession, Tool } from '../site/state.js';
import { deepLinkingClaim, ltiClaim } from '../vocabulary.js';
import { activityFrom, linkItems } from './contentItem.js';

export type ContentOutcome =
  | { kind: 'added'; courseId: string; activities: readonly Activity[]; message: string }
  | { kind: 'refused'; courseId: string; reason: string };

type Query = Readonly<Record<string, unknown>>;
type Claims = Readonly<Record<string, unknown>>;

/** Takes a deep linking response (Deep Linking §4): verifies it and creates what it describes. */
export async function acceptContent(
  lms: Lms,
  session: LmsSession,
  query: Query,
  jwt: unknown,
): Promise<ContentOutcome> {
  const { state } = lms;
  const course = state.courses.find(({ id }) => id === query['course']);
  const tool = state.tools.find(({ id }) => id === query['id']);
  const courseId = course?.id ?? '';
  const refused = (reason: string): ContentOutcome => ({ kind: 'refused', courseId, reason });
  if (!course || !tool || query['sesskey'] !== session.sessionKey) return refused('return address');
  if (!managesCourse(courseOf(state, courseId), userOf(state, session.userId))) return refused('role');
  if (typeof jwt !== 'string') return refused('JWT missing');

  const message = await verifyToolMessage(lms, tool, jwt, [lms.url]);
  if (message.kind === 'refused') return refused(message.reason);
  const problem = claimProblem(lms, tool, message.claims);
  if (problem) return refused(problem);
  state.spent.add(nonceKey(tool, message.claims));

  const items = linkItems(message.claims[deepLinkingClaim('content_items')]);
  // Moodle's form refuses a longer title until the teacher has shortened it.
  const tooLong = items.find(({ title }) => (title ?? '').length > 255);
  if (tooLong) return refused('title is longer than 255 characters');
  const activities = items.map((item) => addActivity(lms, activityFrom(item, { courseId, tool })));
  const said = message.claims[deepLinkingClaim('msg')];
  return { kind: 'added', courseId, activities, message: typeof said === 'string' ? said : '' };
}

const nonceKey = (tool: Tool, claims: Claims) => `nonce ${tool.clientId} ${String(claims['nonce'])}`;

/** What the message itself must hold, beside its signature and times. */
function claimProblem({ state }: Lms, tool: Tool, claims: Claims): string | undefined {
  const items = claims[deepLinkingClaim('content_items')];
  if (typeof claims['nonce'] !== 'string' || claims['nonce'] === '') return 'nonce missing';
  if (state.spent.has(nonceKey(tool, claims))) return 'nonce used before';
  if (claims[ltiClaim('message_type')] !== 'LtiDeepLinkingResponse') return 'message_type';
  if (claims[ltiClaim('version')] !== '1.3.0') return 'version';
  if (claims[ltiClaim('deployment_id')] !== tool.id) return 'deployment_id';
  if (claims[deepLinkingClaim('data')] !== state.deepLinkingData) return 'data';
  if (items !== undefined && !Array.isArray(items)) return 'content_items is not a list';
  return undefined;
}
