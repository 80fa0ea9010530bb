import { hasUnsent, isAnswered } from '../../evaluation/tutor/tutorAnswers.js';
import type { TutorObservation } from '../../evaluation/tutor/tutorObservation.js';
import { formatMoment } from '../formatting.js';
import type { Words } from '../language.js';
import { requestFacts } from './requestFacts.js';
import type { TutorDesk } from './tutorDesk.js';

/**
 * Everything views/tutor/learners.ejs may use: whom the tutor is asked about, and how far each is.
 *
 * @param found their answers, in the order of the learners.
 */
export function learnersPage(
  desk: TutorDesk,
  found: readonly (TutorObservation | undefined)[],
  now: Date,
  words: Words,
) {
  const { t } = words;
  const total = desk.grid.criteria.length;
  return {
    title: t('tutor:learners.title'),
    facts: requestFacts(desk, words),
    lead: t('tutor:learners.lead', { count: desk.learners.length }),
    learners: desk.learners.map(({ number, name }, i) => ({
      href: `${desk.base}/${number}`,
      name,
      ...progressOf(found[i], { total, now }, words),
    })),
  };
}

function progressOf(
  observation: TutorObservation | undefined,
  { total, now }: { total: number; now: Date },
  { t, locale }: Words,
) {
  if (!observation) return { tone: '', state: t('tutor:learners.toDo') };
  const { sent, draft } = observation;
  if (sent && !hasUnsent(observation))
    return { tone: 'done', state: t('tutor:learners.sent', { when: formatMoment(sent.at, now, locale) }) };
  const done = Object.values(draft.entries).filter(isAnswered).length;
  return {
    tone: 'wait',
    state: t(sent ? 'tutor:learners.corrected' : 'tutor:learners.begun', { done, total }),
  };
}
