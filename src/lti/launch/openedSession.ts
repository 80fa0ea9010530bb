import {
  SESSION_IDLE_SECONDS,
  type DeepLinkingSettings,
  type GradeService,
  type LaunchSession,
} from '../../platform/launchSession.js';
import type { Registration } from '../../platform/registration.js';
import { isSafeAddress } from '../safeAddress.js';
import type { Claims } from './claims.js';
import { courseRole } from '../courseRole.js';
import { customParameters } from './customParameters.js';
import { groupIds } from './groupIds.js';
import { launchDetails, type LaunchDetails } from './launchDetails.js';
import type { Message } from './messageRules.js';

/** A school's name fits beside a course's; longer ones are descriptions. */
const LONGEST_PLATFORM_NAME = 100;

/** What a session holds beside its claims. */
export interface SessionGround {
  readonly id: string;
  readonly cookieHash: string;
  readonly csrfToken: string;
  readonly registration: Registration;
  readonly demo: boolean;
  readonly now: Date;
}

/** The session of a verified launch. Details that a platform gets wrong without breaking a rule are left out. */
export function openedSession(claims: Claims, message: Message, ground: SessionGround): LaunchSession {
  const { id, cookieHash, csrfToken, registration, now } = ground;
  const details = launchDetails.parse(claims);
  const role = courseRole(details.roles);
  return {
    id,
    cookieHash,
    csrfToken,
    message,
    scope: {
      registrationId: registration.id,
      deploymentId: details.deploymentId,
      contextId: details.context?.id ?? '',
    },
    platform: platformOf(details, ground),
    user: {
      sub: details.sub,
      ...present({
        name: userName(details),
        groupIds: role === 'learner' ? groupIds(details.custom) : undefined,
      }),
    },
    role,
    mentees: role === 'mentor' ? details.mentees : [],
    context: { id: details.context?.id ?? '', ...present({ title: details.context?.title }) },
    ...present({
      resourceLink: message === 'deepLinking' ? undefined : resourceLinkOf(details),
      deepLinking: message === 'deepLinking' ? deepLinkingOf(details) : undefined,
      reviewOf: message === 'submissionReview' ? details.reviewedUser : undefined,
      gradeService: gradeServiceOf(details, ground.demo),
      membershipsUrl: safe(details.membershipsUrl, ground.demo),
    }),
    custom: customParameters(details.custom),
    locale: /^en/i.test(details.locale ?? '') ? 'en' : 'fr',
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_IDLE_SECONDS * 1000),
  };
}

function platformOf(
  details: LaunchDetails,
  { registration, demo }: SessionGround,
): LaunchSession['platform'] {
  const returnUrl = safe(details.returnUrl, demo);
  const addresses = [
    registration.issuer,
    registration.authorizationUrl,
    details.deepLinking?.returnUrl,
    returnUrl,
  ];
  return {
    issuer: registration.issuer,
    name: platformName(details) ?? registration.name,
    origins: [
      ...new Set(
        addresses.flatMap((address) => (isSafeAddress(address, demo) ? [new URL(address).origin] : [])),
      ),
    ],
    ...present({ family: details.platformFamily?.toLowerCase(), returnUrl }),
  };
}

/** Moodle puts its site's full name into the description, and a short one like « lycee » into the name. */
function platformName({ platformName: name, platformDescription, platformFamily }: LaunchDetails) {
  const isFullName =
    platformFamily?.toLowerCase() === 'moodle' &&
    platformDescription !== undefined &&
    platformDescription.length <= LONGEST_PLATFORM_NAME;
  return isFullName ? platformDescription : name;
}

/** Platforms send the full name, its parts, both or neither. */
function userName({ name, givenName, familyName }: LaunchDetails): string | undefined {
  const joined = [givenName, familyName].filter((part) => part !== undefined).join(' ');
  return name ?? (joined === '' ? undefined : joined);
}

function resourceLinkOf({ resourceLink }: LaunchDetails): LaunchSession['resourceLink'] {
  return resourceLink?.id === undefined
    ? undefined
    : { id: resourceLink.id, ...present({ title: resourceLink.title }) };
}

function deepLinkingOf({ deepLinking }: LaunchDetails): DeepLinkingSettings | undefined {
  if (!deepLinking) return undefined;
  const { returnUrl, acceptTypes, acceptMultiple, data } = deepLinking;
  return { returnUrl, acceptTypes, acceptMultiple, ...present({ data }) };
}

function gradeServiceOf({ gradeService }: LaunchDetails, demo: boolean): GradeService | undefined {
  if (!gradeService) return undefined;
  const { scopes, lineItemsUrl, lineItemUrl } = gradeService;
  return {
    scopes,
    ...present({ lineItemsUrl: safe(lineItemsUrl, demo), lineItemUrl: safe(lineItemUrl, demo) }),
  };
}

const safe = (address: string | undefined, demo: boolean): string | undefined =>
  isSafeAddress(address, demo) ? address : undefined;

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
