import type { GridStore } from '../grid/grid.js';
import type { GradeService, LaunchSession } from '../platform/launchSession.js';
import type { Activity, ActivityStore } from './activity.js';

export interface OpenActivityPorts {
  readonly activities: ActivityStore;
  readonly grids: GridStore;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * The activity behind a launch's resource link. A link that carries a grid of its own (deep linking, a copied
 * course) gets its activity at the first launch, whoever launches; a bare link has none until a teacher attaches
 * criteria. The gradebook's addresses are those of the latest launch.
 *
 * @returns undefined for a bare link, or a link whose grid is not known here.
 */
export async function openActivity(
  session: LaunchSession,
  ports: OpenActivityPorts,
): Promise<Activity | undefined> {
  const { resourceLink, scope } = session;
  if (!resourceLink) return undefined;
  const found = await ports.activities.findByLink(scope, resourceLink.id);
  const activity = found ?? (await activityOfCarriedGrid(session, ports));
  return activity && withLatestGradeService(activity, session, ports);
}

/** Binds a stored grid version to the session's resource link. */
export async function attachGrid(
  session: LaunchSession,
  gridVersionId: string,
  ports: OpenActivityPorts,
): Promise<Activity | undefined> {
  const { resourceLink, scope, gradeService } = session;
  const version = await ports.grids.get(gridVersionId, scope);
  if (!version || !resourceLink) return undefined;
  return ports.activities.addOnce({
    ...scope,
    id: ports.newId(),
    resourceLinkId: resourceLink.id,
    title: resourceLink.title || version.grid.title,
    gridVersionId,
    grid: version.grid,
    ...(gradeService && { gradeService }),
    createdBy: session.user.sub,
    createdAt: ports.now(),
  });
}

async function activityOfCarriedGrid(
  session: LaunchSession,
  ports: OpenActivityPorts,
): Promise<Activity | undefined> {
  const carried = session.custom['grid'];
  return carried === undefined ? undefined : attachGrid(session, carried, ports);
}

/** Writes only when something is new: most launches announce what the last one did. */
async function withLatestGradeService(
  activity: Activity,
  { gradeService }: LaunchSession,
  { activities }: OpenActivityPorts,
): Promise<Activity> {
  if (!gradeService) return activity;
  // Moodle drops `lineitem` from launches once the link has a second column; ours is still the one known before.
  const latest: GradeService = { ...activity.gradeService, ...gradeService };
  if (sameGradeService(activity.gradeService, latest)) return activity;
  await activities.setGradeService(activity.id, latest);
  return { ...activity, gradeService: latest };
}

function sameGradeService(a: GradeService | undefined, b: GradeService): boolean {
  return (
    a !== undefined &&
    a.lineItemUrl === b.lineItemUrl &&
    a.lineItemsUrl === b.lineItemsUrl &&
    a.scopes.length === b.scopes.length &&
    a.scopes.every((scope) => b.scopes.includes(scope))
  );
}
