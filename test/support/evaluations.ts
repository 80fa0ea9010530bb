import type { Delivery } from '../../src/evaluation/delivery.js';
import type { Actor, Evaluation } from '../../src/evaluation/evaluation.js';

export const teacher: Actor = { sub: '7', name: 'Claire Fontaine' };

/** A learner's first draft on the welcome activity, never stored yet. */
export const draftEvaluation: Evaluation = {
  id: 'evaluation-1',
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  activityId: 'activity-1',
  learnerSub: '21',
  revision: 0,
  content: {
    presence: 'present',
    entries: {
      'C1.1-1': { levelId: '3', comment: 'Sourire, regard, voix posée.' },
      'C1.1-2': { notJudged: true },
    },
    comment: 'En progrès.',
  },
  history: [
    {
      at: new Date('2040-01-15T09:00:00Z'),
      by: teacher,
      action: 'edited',
      changes: [{ field: 'level', criterionId: 'C1.1-1', from: '', to: '3' }],
    },
  ],
  updatedAt: new Date('2040-01-15T09:00:00Z'),
  updatedBy: teacher,
};

/** Its mark of 14/20, waiting for the gradebook. */
export const pendingDelivery: Delivery = {
  version: 1,
  score: { kind: 'mark', hundredths: 1400, maximumHundredths: 2000, comment: 'En progrès.' },
  state: 'pending',
  dueAt: new Date('2040-01-15T10:00:00Z'),
  attempts: 0,
};

/** The same learner's evaluation as published for the first time, its mark still to send. */
export const publishedEvaluation: Evaluation = {
  ...draftEvaluation,
  publication: {
    content: draftEvaluation.content,
    mark: { hundredths: 1400, maximumHundredths: 2000 },
    at: new Date('2040-01-15T10:00:00Z'),
    by: teacher,
  },
  delivery: pendingDelivery,
};
