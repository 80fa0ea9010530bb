import { hasUnsent } from '../../evaluation/tutor/tutorAnswers.js';
import type { TutorObservation } from '../../evaluation/tutor/tutorObservation.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';

/** Where a tutor's answers are: nowhere yet, kept, with the teacher, or kept with something new. */
export function savedText(observation: TutorObservation, now: Date, { t, locale }: Words): string {
  const { revision, sent, updatedAt } = observation;
  if (revision === 0) return '';
  if (sent && !hasUnsent(observation))
    return t('tutor:state.sent', { when: formatMoment(sent.at, now, locale) });
  const when = formatMoment(updatedAt, now, locale);
  return t(sent ? 'tutor:state.corrected' : 'tutor:state.saved', { when });
}
