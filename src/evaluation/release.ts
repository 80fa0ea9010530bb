import type { Activity, ActivityStore } from './activity.js';
import type { EvaluationSummary, Publication } from './evaluation.js';

/** Whether publications have to wait before learners, mentors and the platform get them. */
export const isHeld = <Released extends Pick<Activity, 'releaseAt'>>(
  activity: Released,
  now: Date,
): activity is Released & { readonly releaseAt: Date } =>
  activity.releaseAt !== undefined && now < activity.releaseAt;

/**
 * What learners and their mentors may read of an evaluation now: nothing before the release, and never a mark on
 * a certificative grid, whatever was published when it was not one yet.
 */
export function releasedPublication(
  evaluation: Pick<EvaluationSummary, 'publication'> | undefined,
  activity: Pick<Activity, 'grid' | 'releaseAt'>,
  now: Date,
): Publication | undefined {
  const publication = evaluation?.publication;
  if (!publication || isHeld(activity, now)) return undefined;
  return activity.grid.purpose === 'certificative' ? levelsAlone(publication) : publication;
}

/** A publication whose mark, as it was shown and sent, is taken away; the judgement behind it stays whole. */
export function unmarked(publication: Publication): Publication {
  const { mark: _mark, computedHundredths: _computed, ...kept } = publication;
  return kept;
}

function levelsAlone(publication: Publication): Publication {
  const { adjustment: _adjusted, ...content } = publication.content;
  return { ...unmarked(publication), content };
}

/** Port. The dispatcher's queue, as far as it holds marks. */
export interface HeldDeliveries {
  /**
   * Holds what an activity holds until another moment, or makes it due `now` when there is none. Scores that
   * are claimed, or that wait for another reason, stay as they are: the dispatcher looks at the activity itself.
   */
  moveHeld(activityId: string, when: { until?: Date; now: Date }): Promise<void>;
}

export interface ReleasePorts {
  readonly activities: Pick<ActivityStore, 'setReleaseAt' | 'getForDelivery'>;
  readonly deliveries: HeldDeliveries;
  readonly now: () => Date;
}

/**
 * Has publications reach learners and the gradebook at a moment, or at once when there is none. Marks that left
 * already stay where they are.
 *
 * @throws {RangeError} for a moment that has passed.
 */
export async function setRelease(
  activityId: string,
  releaseAt: Date | undefined,
  ports: ReleasePorts,
): Promise<void> {
  const now = ports.now();
  if (releaseAt && releaseAt <= now) throw new RangeError('A release lies ahead.');
  await ports.activities.setReleaseAt(activityId, releaseAt);
  await ports.deliveries.moveHeld(activityId, { now, ...(releaseAt && { until: releaseAt }) });
}

/**
 * To be called after publishing with an activity that holds its marks: where a colleague has moved its release in
 * between, what was just queued follows.
 */
export async function followRelease(activity: Activity, ports: ReleasePorts): Promise<void> {
  const latest = await ports.activities.getForDelivery(activity.id);
  if (!latest || latest.releaseAt?.getTime() === activity.releaseAt?.getTime()) return;
  const now = ports.now();
  const until = isHeld(latest, now) ? latest.releaseAt : undefined;
  await ports.deliveries.moveHeld(activity.id, { now, ...(until && { until }) });
}
