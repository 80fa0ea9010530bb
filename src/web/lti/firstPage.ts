import type { OpenActivityPorts } from '../../evaluation/openActivity.js';
import { openActivity } from '../../evaluation/openActivity.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { LinkAccessStore } from '../../platform/linkAccess.js';
import type { Member, RosterStore } from '../../platform/roster.js';

interface FirstPagePorts {
  readonly rosters: RosterStore;
  readonly linkAccess: LinkAccessStore;
}

/** Path, below the session's, of the page that a launch opens. */
export async function firstPage(
  session: LaunchSession,
  ports: OpenActivityPorts & FirstPagePorts,
): Promise<string> {
  if (session.message === 'deepLinking') return '/attach';
  const activity = await openActivity(session, ports);
  if (session.role === 'learner') await noteLearner(session, ports);
  if (session.role === 'teacher') await noteReviewed(session, ports.rosters);

  if (session.role !== 'teacher') return session.role === 'mentor' ? '/mentees' : '/mine';
  if (!activity) return '/attach';
  return session.reviewOf === undefined ? '/class' : `/learners/${encodeURIComponent(session.reviewOf)}`;
}

/** Where the platform gives no class list, it is made of the learners who came; and who came may come. */
async function noteLearner(
  { scope, user, role, resourceLink }: LaunchSession,
  { rosters, linkAccess }: FirstPagePorts,
): Promise<void> {
  const member: Member = {
    sub: user.sub,
    ...(user.name !== undefined && { name: user.name }),
    ...(user.groupIds && { groupIds: user.groupIds }),
    role,
    active: true,
  };
  await Promise.all([
    rosters.see(scope, member),
    resourceLink && linkAccess.admit({ ...scope, resourceLinkId: resourceLink.id }, user.sub),
  ]);
}

/** A gradebook names learners too, and may do so where there is no class list, or an older one. */
async function noteReviewed({ scope, reviewOf }: LaunchSession, rosters: RosterStore): Promise<void> {
  if (reviewOf === undefined) return;
  const roster = await rosters.get(scope);
  if (roster?.members.some(({ sub }) => sub === reviewOf)) return;
  await rosters.see(scope, { sub: reviewOf, role: 'learner', active: true });
}
