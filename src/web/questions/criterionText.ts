import type { Activity } from '../../evaluation/activity.js';
import { gridOf, hasVersionOf } from '../../evaluation/gridOf.js';

/** The sentence of a criterion, on the version that somebody read it on; empty for the whole, and where it is lost. */
export function criterionText(
  activity: Activity,
  { criterionId, gridVersionId }: { criterionId?: string | undefined; gridVersionId: string },
): string {
  if (criterionId === undefined || !hasVersionOf(activity, { gridVersionId })) return '';
  const { criteria } = gridOf(activity, { gridVersionId });
  return criteria.find(({ id }) => id === criterionId)?.text ?? '';
}
