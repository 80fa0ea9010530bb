import type { Activity } from './activity.js';
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
  return activity.grid.purpose === 'certificative' ? withoutMark(publication) : publication;
}

/** Levels and comments alone. */
export function withoutMark({
  mark: _mark,
  computedHundredths: _computed,
  ...rest
}: Publication): Publication {
  const { adjustment: _adjusted, ...content } = rest.content;
  return { ...rest, content };
}
