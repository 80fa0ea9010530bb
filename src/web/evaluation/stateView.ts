import { evaluationStatus } from '../../evaluation/evaluationStatus.js';
import { gridOf } from '../../evaluation/gridOf.js';
import { formatMark, formatMoment, formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import { deliveryView, platformNames } from './deliveryView.js';
import type { LearnerDesk } from './learnerDesk.js';
import { actorName } from './people.js';
import { statusView } from './statusView.js';

/** Where one evaluation stands: draft or published, saved when and by whom, and what the gradebook holds. */
export function stateView({ activity, evaluation, session, actor }: LearnerDesk, now: Date, words: Words) {
  const { t, locale } = words;
  const { publication, updatedAt, updatedBy, revision } = evaluation;
  const names = platformNames(session.platform.family, words);
  const delivery = deliveryView(evaluation, { activity, names, now }, words);
  const when = formatMoment(updatedAt, now, locale);
  const who = actorName(updatedBy, words);
  const mark = publication?.mark;
  const { stepHundredths } = (publication ? gridOf(activity, publication) : activity.grid).rounding;
  return {
    status: statusView(evaluation, words),
    saved:
      revision === 0
        ? ''
        : updatedBy.sub === actor.sub
          ? t('evaluation:saved', { when })
          : t('evaluation:savedBy', { when, who }),
    published: publication
      ? t('evaluation:publishedBy', {
          when: formatMoment(publication.at, now, locale),
          who: actorName(publication.by, words),
        })
      : '',
    publishedMark: mark
      ? `${formatMark(mark.hundredths, stepHundredths, locale)} / ${formatHundredths(mark.maximumHundredths, locale)}`
      : '',
    changedSince:
      publication && evaluationStatus(evaluation) !== 'published' ? t('evaluation:changedSince') : '',
    canWithdraw: publication !== undefined,
    shown: publication !== undefined || delivery.label !== '',
    delivery,
  };
}
