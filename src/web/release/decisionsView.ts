import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { heldText } from './heldText.js';

/** What a learner's grid offers beside publishing: ready, or a draft again; closing; and until when nothing is shown. */
export function decisionsView({ activity, evaluation, next }: LearnerDesk, now: Date, words: Words) {
  const { t } = words;
  const isReady = evaluationStatus(evaluation) === 'ready';
  return {
    ready: isReady
      ? { action: 'notReady', label: t('release:ready.undo') }
      : { action: 'ready', label: t(next ? 'release:ready.next' : 'release:ready.last') },
    held: heldText(activity, now, words),
    closes: activity.grid.purpose === 'certificative',
  };
}
