import { z } from 'zod';
import type { Failure } from '../../gradebook/gradebook.js';
import type { Member, RosterProblem, RosterService } from '../../platform/roster.js';
import { courseRole } from '../courseRole.js';
import { readPages } from './readPages.js';
import type { ServiceCalls } from './serviceCalls.js';
import { MEDIA_TYPE, ROSTER_SCOPE } from './serviceVocabulary.js';

/** Moodle gives a whole course in one page. */
const MAXIMUM_BYTES = 5_000_000;
const PAGE_TIMEOUT_MS = 10_000;

const LONGEST_NAME = 200;

/** Moodle writes the names of its roster, not those of its launches, as HTML: « Gras &amp; Fils ». */
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#039;': "'",
};

const name = z
  .string()
  .transform((text) => text.replace(/&(?:amp|lt|gt|quot|#039);/g, (entity) => ENTITIES[entity] ?? entity))
  .transform((text) => text.trim().slice(0, LONGEST_NAME))
  .optional()
  .catch(undefined);

/** What is kept of a member: no e-mail, no user name, no school number. */
const member = z.object({
  user_id: z.union([z.string().min(1), z.number()]).transform(String),
  roles: z.array(z.string()).catch([]),
  status: z.string().catch('Active'),
  name,
  given_name: name,
  family_name: name,
  /** LTI Course Groups Service, on platforms that have it. */
  group_enrollments: z
    .array(z.object({ group_id: z.union([z.string().min(1), z.number()]).transform(String) }))
    .optional()
    .catch(undefined),
});

const container = z.object({ members: z.array(z.unknown()) });

/** Names and Role Provisioning Services 2.0: everyone of the context, or of one link of it, whatever their role. */
export function createRosterService(ports: { calls: ServiceCalls; now: () => Date }): RosterService {
  return {
    async read({ membershipsUrl, scope }, resourceLinkId) {
      if (!membershipsUrl) return { problem: 'not-offered' };
      const pages = await readPages(ofLink(membershipsUrl, resourceLinkId), {
        call: (page) =>
          ports.calls.call(scope.registrationId, [ROSTER_SCOPE], {
            ...page,
            headers: { accept: MEDIA_TYPE.roster },
            timeoutMs: PAGE_TIMEOUT_MS,
            maxBytes: MAXIMUM_BYTES,
          }),
        items: (body) => container.safeParse(body).data?.members,
        now: ports.now,
      });
      if (pages.kind === 'failed') return { problem: problemOf(pages) };
      if (pages.kind === 'invalid') return { problem: 'invalid' };
      return { members: distinct(pages.items.flatMap(asMember)) };
    },
  };
}

/** With `rlid`, of those of the context the ones who have access to the link (NRPS §3). */
function ofLink(membershipsUrl: string, resourceLinkId: string | undefined): string {
  if (resourceLinkId === undefined || !URL.canParse(membershipsUrl)) return membershipsUrl;
  const url = new URL(membershipsUrl);
  url.searchParams.set('rlid', resourceLinkId);
  return url.href;
}

/** None for someone without an id, or who was deleted. */
function asMember(entry: unknown): readonly Member[] {
  const parsed = member.safeParse(entry);
  if (!parsed.success || parsed.data.status === 'Deleted') return [];
  const { user_id: sub, roles, status, name: full, given_name: given, family_name: family } = parsed.data;
  const groupIds = parsed.data.group_enrollments?.map(({ group_id }) => group_id);
  const shown = full || [given, family].filter(Boolean).join(' ');
  return [
    {
      sub,
      ...(shown && { name: shown }),
      ...(family && { familyName: family }),
      ...(given && { givenName: given }),
      role: courseRole(roles),
      active: status === 'Active',
      ...(groupIds && { groupIds: [...new Set(groupIds)] }),
    },
  ];
}

/** The first of each: members may move between two pages while they are read. */
function distinct(members: readonly Member[]): readonly Member[] {
  const bySub = new Map<string, Member>();
  for (const each of members) if (!bySub.has(each.sub)) bySub.set(each.sub, each);
  return [...bySub.values()];
}

function problemOf({ reason }: Failure): RosterProblem {
  const passing: readonly Failure['reason'][] = ['unreachable', 'timeout', 'rateLimited', 'serverError'];
  return passing.includes(reason) ? 'unreachable' : 'refused';
}
