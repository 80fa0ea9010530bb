import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import { isHeld } from '../../evaluation/release.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** What a learner's grid offers beside publishing: ready, or a draft again; closing; and until when nothing is shown. */
export function decisionsView({ activity, evaluation, place }: LearnerDesk, now: Date, { t, locale }: Words) {
  const isReady = evaluationStatus(evaluation) === 'ready';
  return {
    ready: isReady
      ? { action: 'notReady', label: t('release:ready.undo') }
      : { action: 'ready', label: t(place?.next ? 'release:ready.next' : 'release:ready.last') },
    held: isHeld(activity, now)
      ? t('release:held', { when: formatMoment(activity.releaseAt, now, locale) })
      : '',
    closes: activity.grid.purpose === 'certificative',
  };
}
