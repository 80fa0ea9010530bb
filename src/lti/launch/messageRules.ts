import { isSafeAddress } from '../safeAddress.js';
import { CLAIM, type Claims } from './claims.js';
import { courseRole } from '../courseRole.js';
import type { Expectation, Rule } from './rule.js';

/** Rules of every message (LTI core §5.3). */
export const messageRules: readonly Rule[] = [
  { code: 'VERSION_UNSUPPORTED', claim: CLAIM.version, holds: (claims) => claims[CLAIM.version] === '1.3.0' },
  {
    code: 'MESSAGE_UNSUPPORTED',
    claim: CLAIM.messageType,
    holds: (claims) => messageOf(claims) !== undefined,
  },
  {
    code: 'DEPLOYMENT_MISSING',
    claim: CLAIM.deploymentId,
    holds: (claims) => isText(claims[CLAIM.deploymentId]),
  },
  { code: 'DEPLOYMENT_UNKNOWN', claim: CLAIM.deploymentId, holds: deploymentIsKnown },
  { code: 'TARGET_LINK_CHANGED', claim: CLAIM.targetLinkUri, holds: targetLinkIsTheLogins },
  { code: 'ROLES_MALFORMED', claim: CLAIM.roles, holds: (claims) => areTexts(claims[CLAIM.roles]) },
  { code: 'CONTEXT_MALFORMED', claim: CLAIM.context, holds: contextIsNamed },
];

const targetLink: Rule = {
  code: 'TARGET_LINK_MISSING',
  claim: CLAIM.targetLinkUri,
  holds: (claims) => isText(claims[CLAIM.targetLinkUri]),
};
const resourceLink: Rule = {
  code: 'RESOURCE_LINK_MISSING',
  claim: CLAIM.resourceLink,
  holds: (claims) => isText(field(claims[CLAIM.resourceLink], 'id')),
};

const MESSAGES = {
  resource: 'LtiResourceLinkRequest',
  deepLinking: 'LtiDeepLinkingRequest',
  submissionReview: 'LtiSubmissionReviewRequest',
} as const;

export type Message = keyof typeof MESSAGES;

/** Further rules of each message (LTI core §5.3, Deep Linking §4.4, Submission Review §3). */
export const rulesOfMessage: Readonly<Record<Message, readonly Rule[]>> = {
  resource: [targetLink, resourceLink],
  deepLinking: [
    { code: 'DEEP_LINKING_SETTINGS_MISSING', claim: CLAIM.deepLinkingSettings, holds: hasSettings },
    { code: 'DEEP_LINKING_RETURN_REFUSED', claim: CLAIM.deepLinkingSettings, holds: returnsToASafeAddress },
    { code: 'DEEP_LINKING_TYPE_REFUSED', claim: CLAIM.deepLinkingSettings, holds: takesResourceLinks },
  ],
  submissionReview: [
    targetLink,
    resourceLink,
    { code: 'REVIEWED_USER_MISSING', claim: CLAIM.forUser, holds: (claims) => isText(reviewedUser(claims)) },
    { code: 'REVIEW_WITHOUT_GRADES', claim: CLAIM.gradeService, holds: hasGradeService },
    { code: 'REVIEW_OF_ANOTHER', claim: CLAIM.forUser, holds: mayReview },
  ],
};

/** Which message the claims hold, or undefined for one that this tool does not know. */
export function messageOf(claims: Claims): Message | undefined {
  return (Object.keys(MESSAGES) as Message[]).find(
    (message) => MESSAGES[message] === claims[CLAIM.messageType],
  );
}

/** A registration without known deployments takes any (LTI core §3.1.3: one client may have many). */
function deploymentIsKnown(claims: Claims, { registration: { deploymentIds } }: Expectation): boolean {
  return deploymentIds.length === 0 || deploymentIds.includes(String(claims[CLAIM.deploymentId]));
}

/** The login's was not signed, so the signed one must be the same. Deep linking may leave it out. */
function targetLinkIsTheLogins(claims: Claims, { attempt }: Expectation): boolean {
  const target = claims[CLAIM.targetLinkUri];
  return target === undefined || target === '' || target === attempt.targetLinkUri;
}

/** Without a context there is none; one without an id would be mistaken for another. */
function contextIsNamed(claims: Claims): boolean {
  const context = claims[CLAIM.context];
  return context === undefined || context === null || isText(field(context, 'id'));
}

function hasSettings(claims: Claims): boolean {
  return isObject(claims[CLAIM.deepLinkingSettings]);
}

function returnsToASafeAddress(claims: Claims, { demo }: Expectation): boolean {
  return isSafeAddress(field(claims[CLAIM.deepLinkingSettings], 'deep_link_return_url'), demo);
}

function takesResourceLinks(claims: Claims): boolean {
  const types = field(claims[CLAIM.deepLinkingSettings], 'accept_types');
  return areTexts(types) && types.includes('ltiResourceLink');
}

function hasGradeService(claims: Claims): boolean {
  return isObject(claims[CLAIM.gradeService]);
}

/** Moodle signs, for a learner who asks by hand, a review of another learner: role Learner, `for_user` the other. */
function mayReview(claims: Claims): boolean {
  const role = courseRole(claims[CLAIM.roles] as readonly string[]);
  const reviewed = reviewedUser(claims);
  const mentees = claims[CLAIM.roleScopeMentor];
  if (role === 'teacher' || reviewed === claims['sub']) return true;
  return role === 'mentor' && Array.isArray(mentees) && mentees.includes(reviewed);
}

const reviewedUser = (claims: Claims): unknown => field(claims[CLAIM.forUser], 'user_id');

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const isObject = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const field = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
