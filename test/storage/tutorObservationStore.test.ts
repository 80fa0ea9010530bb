import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { TutorObservation } from '../../src/evaluation/tutor/tutorObservation.js';
import { teacher } from '../support/evaluations.js';
import { eachStores } from '../support/eachStores.js';
import { hotelAnswers, hotelObservation, sentObservation } from '../support/tutorLinks.js';

const { id, linkId, activityId, learnerSub } = hotelObservation;
const now = new Date('2040-01-16T09:30:00Z');
const sentAt = sentObservation.sent!.at;
const taken = { at: now, by: teacher };
const anything = { $ne: '' } as unknown as string;

eachStores('TutorObservationStore', (stores, connection) => {
  const observations = () => stores().tutorObservations;
  const stored = () => observations().find(linkId, learnerSub);
  const saved = async (observation: TutorObservation): Promise<TutorObservation> => {
    const outcome = await observations().save(observation);
    assert.equal(outcome.kind, 'saved');
    return outcome.kind === 'saved' ? outcome.observation : observation;
  };

  it('gives back what was saved, one revision further', async () => {
    const first = await saved(hotelObservation);
    assert.deepEqual(first, { ...hotelObservation, revision: 1 });
    assert.deepEqual(await stored(), first);
    const second = await saved({ ...sentObservation, revision: 1, updatedAt: now });
    assert.deepEqual(second, { ...sentObservation, revision: 2, updatedAt: now });
    assert.deepEqual(await stored(), second);
  });

  it('keeps what was sent when a draft alone is saved', async () => {
    const sent = await saved(sentObservation);
    const draft = { ...hotelAnswers, comment: 'À revoir.' };
    assert.deepEqual((await saved({ ...sent, draft })).sent, sent.sent);
  });

  it('lets one of ten first saves through, and shows it to the others', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => observations().save({ ...hotelObservation, id: `o-${i}` })),
    );
    assert.equal(outcomes.filter(({ kind }) => kind === 'saved').length, 1);
    const current = await stored();
    for (const outcome of outcomes)
      if (outcome.kind === 'conflict') assert.deepEqual(outcome.current, current);
  });

  it('writes nothing over another revision', async () => {
    const first = await saved(hotelObservation);
    const second = await saved({ ...first, draft: hotelAnswers });
    const outcome = await observations().save({ ...first, draft: { ...hotelAnswers, comment: 'Perdu ?' } });
    assert.deepEqual(outcome, { kind: 'conflict', current: second });
  });

  it('writes nothing over what a teacher took, until it may be corrected', async () => {
    const sent = await saved(sentObservation);
    assert.equal(await observations().markTaken(id, sentAt, taken), true);
    const correction = { ...sent, draft: { ...hotelAnswers, comment: 'À revoir.' } };
    assert.deepEqual(await observations().save(correction), {
      kind: 'conflict',
      current: { ...sent, taken },
    });
    await observations().unmarkTaken(id, 'activity-2');
    assert.deepEqual((await stored())?.taken, taken);
    await observations().unmarkTaken(id, activityId);
    await saved(correction);
  });

  it('lets nobody take what was sent anew', async () => {
    const sent = await saved(sentObservation);
    await saved({ ...sent, sent: { answers: hotelAnswers, at: now } });
    assert.equal(await observations().markTaken(id, sentAt, taken), false);
    assert.equal((await stored())?.taken, undefined);
  });

  it('lets a draft that is typed meanwhile not hinder a teacher', async () => {
    const sent = await saved(sentObservation);
    await saved({ ...sent, draft: { ...hotelAnswers, comment: 'Encore un mot' } });
    assert.equal(await observations().markTaken(id, sentAt, taken), true);
  });

  it('gives what was sent about one learner, oldest first', async () => {
    const about = (
      name: string,
      hour: number,
      changes: Partial<TutorObservation> = {},
    ): TutorObservation => ({
      ...sentObservation,
      id: name,
      linkId: name,
      sent: { answers: hotelAnswers, at: new Date(Date.UTC(2040, 0, 16, hour)) },
      ...changes,
    });
    await saved(about('late', 12));
    await saved(about('early', 8));
    await saved(about('someone else', 9, { learnerSub: '22' }));
    await saved(about('elsewhere', 9, { activityId: 'activity-2' }));
    await saved({ ...hotelObservation, id: 'draft', linkId: 'draft' });
    const sent = await observations().listSent(activityId, learnerSub);
    assert.deepEqual(sent, [
      { ...about('early', 8), revision: 1 },
      { ...about('late', 12), revision: 1 },
    ]);
  });

  it('tells how far the tutors of an activity are, without their answers', async () => {
    await saved(sentObservation);
    await observations().markTaken(id, sentAt, taken);
    await observations().markSeen(id, now);
    await saved({ ...hotelObservation, id: 'draft', learnerSub: '22' });
    await saved({ ...hotelObservation, id: 'elsewhere', learnerSub: '23', activityId: 'activity-2' });
    const progress = await observations().listProgress(activityId);
    const common = { linkId, tutorName: 'Marc Morel', updatedAt: hotelObservation.updatedAt };
    assert.deepEqual(
      progress.toSorted((a, b) => a.learnerSub.localeCompare(b.learnerSub)),
      [
        { ...common, id, learnerSub: '21', sentAt, taken, seenAt: now },
        { ...common, id: 'draft', learnerSub: '22' },
      ],
    );
  });

  it('uses an index however many answers there are', async () => {
    const model = connection().models['TutorObservation'];
    await saved(sentObservation);
    const [one] = (await model?.collection.find({}).toArray()) ?? [];
    const many = Array.from({ length: 1100 }, (_, i) => ({
      ...one,
      _id: `many-${i}` as never,
      linkId: `many-${i}`,
      activityId: `activity-${i % 3}`,
    }));
    await model?.collection.insertMany(many);
    assert.equal((await observations().listSent('activity-0', learnerSub)).length, 367);
    assert.equal((await observations().listProgress('activity-0')).length, 367);
    assert.ok(await observations().find('many-7', learnerSub));
  });

  it('takes nothing but text, whole numbers and moments into its filters', async () => {
    const sent = await saved(sentObservation);
    await assert.rejects(observations().find(anything, learnerSub), BadRequest);
    await assert.rejects(observations().listSent(activityId, anything), BadRequest);
    await assert.rejects(observations().listProgress(anything), BadRequest);
    await assert.rejects(observations().save({ ...sent, revision: anything as never }), BadRequest);
    await assert.rejects(observations().markTaken(id, anything as never, taken), BadRequest);
    await assert.rejects(observations().markSeen(anything, now), BadRequest);
    assert.deepEqual(await stored(), sent);
  });
});
