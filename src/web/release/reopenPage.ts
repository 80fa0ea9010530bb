import { MAXIMUM_COMMENT_LENGTH } from '../../evaluation/evaluation.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { actorName } from '../evaluation/people.js';
import { formatHundredths, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

interface TypedReason {
  readonly reason: string;
  readonly problem?: 'missing' | 'tooLong';
}

/** Everything views/release/reopen.ejs may use: why a closed evaluation is opened again. */
export function reopenPage(desk: LearnerDesk, typed: TypedReason, now: Date, words: Words) {
  const { t, locale } = words;
  const { learner, evaluation } = desk;
  const { closing } = evaluation;
  const limit = formatHundredths(MAXIMUM_COMMENT_LENGTH * 100, locale);
  return {
    title: t('release:reopen.title', { name: learner.name }),
    path: encodeURIComponent(learner.sub),
    closed: closing
      ? t('release:sheet.closedBy', {
          who: actorName(closing.by, words),
          when: formatMoment(closing.at, now, locale),
        })
      : '',
    effects: [
      t('release:reopen.editable'),
      t(closing?.coSigned ? 'release:reopen.signatures' : 'release:reopen.signature'),
      t('release:reopen.kept'),
    ],
    reason: typed.reason,
    problem: typed.problem ? t(`release:reopen.${typed.problem}`, { limit }) : '',
  };
}
