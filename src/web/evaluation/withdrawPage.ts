import { deliveryStatus } from '../../evaluation/deliveryStatus.js';
import type { Words } from '../language.js';
import { platformNames } from './deliveryView.js';
import type { LearnerDesk } from './learnerDesk.js';
import { actorName } from './people.js';
import { stateView } from './stateView.js';

/** Everything views/evaluation/withdraw.ejs may use: what the learner and the gradebook will lose. */
export function withdrawPage(desk: LearnerDesk, moved: boolean, now: Date, words: Words) {
  const { t } = words;
  const { learner, evaluation, session } = desk;
  const { published, publishedMark } = stateView(desk, now, words);
  const inGradebook = !['none', 'takenBack', 'takingBack'].includes(deliveryStatus(evaluation.delivery));
  const names = platformNames(session.platform.family, words);
  return {
    title: t('evaluation:withdraw.title', { name: learner.name }),
    path: encodeURIComponent(learner.sub),
    revision: evaluation.revision,
    published,
    moved: moved ? t('evaluation:withdraw.moved', { who: actorName(evaluation.updatedBy, words) }) : '',
    still: evaluation.publication !== undefined,
    effects: [
      t('evaluation:withdraw.learner'),
      ...(inGradebook && publishedMark
        ? [t('evaluation:withdraw.gradebook', { ...names, mark: publishedMark })]
        : []),
      t('evaluation:withdraw.draft'),
    ],
  };
}
