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
  const { t } = words;
  return {
    tone: 'problem',
    text: t('release:closed.refused', closedFacts(desk, now, words)),
    links: [{ href: sheetPath(desk), text: t('release:closed.see') }],
  };
}

/** The same for a draft that was saved on the way. */
export const closedDraft = (desk: LearnerDesk, now: Date, words: Words): string =>
  words.t('release:closed.refusedDraft', closedFacts(desk, now, words));

function closedFacts({ evaluation }: LearnerDesk, now: Date, words: Words) {
  const { closing } = evaluation;
  if (!closing) return {};
  return { who: actorName(closing.by, words), when: formatMoment(closing.at, now, words.locale) };
}
