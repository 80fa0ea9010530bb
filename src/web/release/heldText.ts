import type { Activity } from '../../evaluation/activity.js';
import { isHeld } from '../../evaluation/release.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** Until when publications wait, in a sentence; empty when they do not. */
export function heldText(activity: Activity, now: Date, { t, locale }: Words): string {
  if (!isHeld(activity, now)) return '';
  const when = formatMoment(activity.releaseAt, now, locale);
  return t(activity.grid.purpose === 'formative' ? 'release:held' : 'release:heldLevels', { when });
}
