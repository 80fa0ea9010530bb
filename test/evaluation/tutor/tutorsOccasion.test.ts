import assert from 'node:assert/strict';
import { takeOver } from '../../../src/evaluation/observation/firstObservation.js';
import { tutorsOccasion } from '../../../src/evaluation/tutor/tutorsOccasion.js';
import type { Activity } from '../../../src/evaluation/activity.js';
import { welcomeActivity } from '../../support/activities.js';
import { draftEvaluation, teacher } from '../../support/evaluations.js';
import { hotelAnswers, sentObservation } from '../../support/tutorLinks.js';

const sent = sentObservation.sent!;
const occasion = tutorsOccasion(sentObservation, sent, '2040-01-15');

describe('tutorsOccasion', () => {
  it('is an observation in a placement, in the tutor’s own words', () => {
    assert.deepEqual(occasion, {
      id: 'observation-1',
      situation: 'pfmp',
      observedOn: '2040-01-15',
      gridVersionId: 'grid-1@1',
      entries: { 'C1.1-1': { levelId: '4', comment: 'Très à l’aise au comptoir.' } },
      comment: 'Ponctuelle et souriante.',
      by: { sub: 'link-of-hotel', name: 'Marc Morel, Hôtel du Port' },
      at: sent.at,
      version: 1,
      source: 'tutor',
    });
  });

  it('keeps a comment on what could not be observed', () => {
    const answers = {
      ...hotelAnswers,
      entries: { 'C1.1-2': { notObserved: true, comment: 'Pas le moment.' } },
    } as const;
    assert.deepEqual(tutorsOccasion(sentObservation, { ...sent, answers }, '2040-01-15').entries, {
      'C1.1-2': { comment: 'Pas le moment.' },
    });
  });
});

describe('takeOver', () => {
  const activity: Activity = { ...welcomeActivity, counting: 'last' };
  const observing = { activity, by: teacher, now: new Date('2040-01-16T09:30:00Z') };
  const earlier = { id: 'earlier', observedOn: '2040-01-14', situation: 'other', title: 'Avant' } as const;

  it('has the rule count a tutor’s answers beside the levels that were there', () => {
    const outcome = takeOver(draftEvaluation, occasion, earlier, observing);
    assert.equal(outcome.kind, 'observed');
    if (outcome.kind !== 'observed') return;
    const { observations = [], content, history } = outcome.evaluation;
    assert.deepEqual(
      observations.map(({ id, source }) => [id, source]),
      [
        ['earlier', undefined],
        ['observation-1', 'tutor'],
      ],
    );
    assert.equal(content.entries['C1.1-1']?.levelId, '4');
    assert.equal(content.entries['C1.1-1']?.comment, 'Sourire, regard, voix posée.');
    assert.equal(history.at(-1)?.by, teacher);
  });

  it('brings answers that were corrected up to date, and adds none twice', () => {
    const first = takeOver(draftEvaluation, occasion, earlier, observing);
    assert.equal(first.kind, 'observed');
    if (first.kind !== 'observed') return;
    assert.deepEqual(takeOver(first.evaluation, occasion, earlier, observing), first);
    const entries = { 'C1.1-1': { levelId: '2' } };
    const again = takeOver(first.evaluation, { ...occasion, entries }, earlier, observing);
    assert.equal(again.kind === 'observed' && again.evaluation.observations?.length, 2);
    assert.equal(again.kind === 'observed' && again.evaluation.content.entries['C1.1-1']?.levelId, '2');
  });
});
