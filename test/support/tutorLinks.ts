import { blankObservation } from '../../src/evaluation/tutor/saveAnswers.js';
import { CODE_TRIES, type TutorLink } from '../../src/evaluation/tutor/tutorLink.js';
import type { TutorAnswers, TutorObservation } from '../../src/evaluation/tutor/tutorObservation.js';
import { teacher } from './evaluations.js';

/** Both criteria of the welcome activity and two learners, for the tutor of a hotel, until mid February. */
export const hotelLink: TutorLink = {
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  id: 'link-of-hotel',
  activityId: 'activity-1',
  gridVersionId: 'grid-1@1',
  criterionIds: ['C1.1-1', 'C1.1-2'],
  learnerSubs: ['21', '22'],
  tutor: { name: 'Marc Morel', company: 'Hôtel du Port' },
  school: 'Lycée Les Tilleuls',
  tokenHash: 'hash of the token',
  codeHash: 'hash of the code',
  triesLeft: CODE_TRIES,
  expiresAt: new Date('2040-02-15T23:00:00Z'),
  createdBy: teacher,
  createdAt: new Date('2040-01-15T08:00:00Z'),
};

/** A level on one criterion, nothing observed on the other. */
export const hotelAnswers: TutorAnswers = {
  tutor: hotelLink.tutor,
  entries: {
    'C1.1-1': { levelId: '4', comment: 'Très à l’aise au comptoir.' },
    'C1.1-2': { notObserved: true },
  },
  comment: 'Ponctuelle et souriante.',
};

/** Nothing answered yet, never stored. */
export const hotelObservation: TutorObservation = blankObservation(
  hotelLink,
  '21',
  'observation-1',
  new Date('2040-01-15T09:00:00Z'),
);

/** Answered and sent, never stored. */
export const sentObservation: TutorObservation = {
  ...hotelObservation,
  draft: hotelAnswers,
  sent: { answers: hotelAnswers, at: new Date('2040-01-15T10:00:00Z') },
};
