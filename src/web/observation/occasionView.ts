import type { Observation } from '../../evaluation/observation/observation.js';
import { actorName } from '../evaluation/people.js';
import { formatSchoolDay } from '../formatting.js';
import type { Words } from '../language.js';

/** When and where something was observed, and by whom. */
export function occasionView(observation: Pick<Observation, OccasionField>, now: Date, words: Words) {
  const { t, locale } = words;
  const { observedOn, situation, title = '', by, source } = observation;
  const who = actorName(by, words);
  return {
    day: formatSchoolDay(noonOf(observedOn), now, locale),
    isoDay: observedOn,
    situation: t(`observation:situation.${situation}`),
    title,
    who: source === 'tutor' ? t('observation:byTutor', { who }) : who,
  };
}

type OccasionField = 'observedOn' | 'situation' | 'title' | 'by' | 'source';

/** « 12 mars, en PFMP » */
export const occasionText = ({ day, situation }: { day: string; situation: string }): string =>
  `${day}, ${situation}`;

/** A moment at which every French clock shows that day. */
export const noonOf = (isoDay: string): Date => new Date(`${isoDay}T12:00:00Z`);
