import { linkState, type TutorLink } from '../../evaluation/tutor/tutorLink.js';
import type { TutorProgress } from '../../evaluation/tutor/tutorObservation.js';
import { formatDate, formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { lastDay } from '../tutor/requestFacts.js';

/** Where a link stands, in words: what ended it, else how far its tutor is. */
export function linkProgress(
  link: TutorLink,
  progress: readonly TutorProgress[],
  now: Date,
  { t, locale }: Words,
) {
  const state = linkState(link, now);
  const total = link.learnerSubs.length;
  const answered = progress.filter(({ sentAt }) => sentAt).length;
  const until = formatDate(lastDay(link.expiresAt), locale);
  const far =
    answered > 0
      ? t('tutorLinks:state.sent', { sent: answered, total })
      : link.lastUsedAt
        ? t('tutorLinks:state.opened', { when: formatMoment(link.lastUsedAt, now, locale) })
        : t('tutorLinks:state.never');
  return {
    state,
    label: state === 'open' ? far : t(`tutorLinks:state.${state}`),
    tone: TONES[state] || (answered === total ? 'done' : answered > 0 ? 'ready' : ''),
    /** Beside the state, where the link has ended: what came before. */
    far: state === 'open' ? '' : far,
    until: t(state === 'expired' ? 'tutorLinks:wasUntil' : 'tutorLinks:until', { day: until }),
  };
}

const TONES = { open: '', locked: 'problem', revoked: 'wait', expired: 'wait' } as const;
