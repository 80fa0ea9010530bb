import type { Notice } from '../evaluation/evaluationPage.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { actorName } from '../evaluation/people.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';

/** Where everything about a closed evaluation stands. */
export const sheetPath = ({ session, learner }: LearnerDesk): string =>
  `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}/sheet`;

/** Why nothing was written: the evaluation was closed, by whom and when, and where to open it again. */
export function closedNotice(desk: LearnerDesk, now: Date, words: Words): Notice {
  const { closing } = desk.evaluation;
  const { t, locale } = words;
  const facts = closing && {
    who: actorName(closing.by, words),
    when: formatMoment(closing.at, now, locale),
  };
  return {
    tone: 'problem',
    text: t('release:closed.refused', { ...facts }),
    links: [{ href: sheetPath(desk), text: t('release:closed.see') }],
  };
}
