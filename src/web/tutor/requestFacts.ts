import { formatDate } from '../formatting.js';
import type { Words } from '../language.js';
import type { TutorDesk } from './tutorDesk.js';

/** Who asks, for which activity, and until when: what a tutor wants to know before answering. */
export function requestFacts({ link, activity }: TutorDesk, { t, locale }: Words) {
  const { createdBy, expiresAt } = link;
  return {
    activity: activity.title,
    teacher: createdBy.name ?? t('tutor:theTeacher'),
    until: t('tutor:until', { day: formatDate(lastDay(expiresAt), locale) }),
  };
}

/** Links end at midnight: the day that people name is the one before. */
export const lastDay = (expiresAt: Date): Date => new Date(expiresAt.getTime() - 1);
