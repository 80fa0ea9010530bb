import { MAXIMUM_LINK_DAYS } from '../../evaluation/tutor/tutorLink.js';
import { readDate, typedDate } from '../release/dateForm.js';

export type DayProblem = 'unreadable' | 'past' | 'tooFar';

export type DayOutcome = { readonly kind: 'end'; readonly expiresAt: Date } | { readonly kind: DayProblem };

const DAY = 24 * 3600 * 1000;
const LAST_MINUTE = '23:59';

/** A training period in a company lasts about so long. */
const USUAL_DAYS = 28;

/** The end of the day that a teacher names, at midnight in Paris. */
export function readLastDay(typed: string, now: Date): DayOutcome {
  const read = readDate({ day: typed, time: LAST_MINUTE }, now);
  if (read.kind === 'past') return { kind: 'past' };
  if (read.kind !== 'moment') return { kind: 'unreadable' };
  const expiresAt = new Date(read.moment.getTime() + 60_000);
  const tooFar = expiresAt.getTime() - now.getTime() > MAXIMUM_LINK_DAYS * DAY;
  return tooFar ? { kind: 'tooFar' } : { kind: 'end', expiresAt };
}

/** As the field of a form holds them: today, the end of a usual period, and the last day that can be. */
export const dayChoices = (now: Date) => ({
  first: dayField(now),
  usual: dayField(new Date(now.getTime() + USUAL_DAYS * DAY)),
  last: dayField(new Date(now.getTime() + (MAXIMUM_LINK_DAYS - 1) * DAY)),
});

export const dayField = (moment: Date): string => typedDate(moment).day;
