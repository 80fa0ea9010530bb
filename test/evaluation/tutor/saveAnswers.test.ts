import assert from 'node:assert/strict';
import { saveAnswers, type GivenAnswers } from '../../../src/evaluation/tutor/saveAnswers.js';
import { hasUnsent, sameAnswers, saysSomething } from '../../../src/evaluation/tutor/tutorAnswers.js';
import type {
  SaveAnswersOutcome,
  TutorAnswers,
  TutorObservation,
} from '../../../src/evaluation/tutor/tutorObservation.js';
import { teacher } from '../../support/evaluations.js';
import { hotelAnswers, hotelObservation, sentObservation } from '../../support/tutorLinks.js';

const now = new Date('2040-01-16T09:30:00Z');
const other: TutorAnswers = { ...hotelAnswers, comment: 'À revoir.' };
const stored: TutorObservation = { ...sentObservation, revision: 3 };
const taken = { at: now, by: teacher };

describe('saveAnswers', () => {
  let writes: TutorObservation[];
  let meanwhile: TutorObservation | undefined;

  beforeEach(() => {
    writes = [];
    meanwhile = undefined;
  });

  const tutorObservations = {
    async save(observation: TutorObservation): Promise<SaveAnswersOutcome> {
      if (meanwhile) return { kind: 'conflict', current: meanwhile };
      writes.push(observation);
      return { kind: 'saved', observation: { ...observation, revision: observation.revision + 1 } };
    },
  };
  const save = (observation: TutorObservation, given: Partial<GivenAnswers> = {}) =>
    saveAnswers(
      observation,
      { answers: hotelAnswers, revision: observation.revision, sends: false, ...given },
      { tutorObservations, now: () => now },
    );

  it('keeps a draft, which sends nothing', async () => {
    const outcome = await save(hotelObservation);
    assert.equal(outcome.kind, 'saved');
    assert.deepEqual(writes, [{ ...hotelObservation, draft: hotelAnswers, updatedAt: now }]);
  });

  it('keeps a draft beside what was sent before', async () => {
    await save(stored, { answers: other });
    assert.deepEqual(writes, [{ ...stored, draft: other, updatedAt: now }]);
  });

  it('sends draft and answers in one write', async () => {
    await save(hotelObservation, { sends: true });
    const sent = { answers: hotelAnswers, at: now };
    assert.deepEqual(writes, [{ ...hotelObservation, draft: hotelAnswers, sent, updatedAt: now }]);
  });

  it('sends again what was corrected', async () => {
    await save(stored, { answers: other, sends: true });
    assert.deepEqual(writes[0]?.sent, { answers: other, at: now });
  });

  it('writes nothing when it is asked twice', async () => {
    assert.equal((await save(stored, { revision: 2 })).kind, 'saved');
    assert.equal((await save(stored, { revision: 2, sends: true })).kind, 'saved');
    assert.deepEqual(writes, []);
  });

  it('sends a draft that another page saved alike', async () => {
    const drafted = { ...hotelObservation, revision: 2, draft: hotelAnswers };
    assert.equal((await save(drafted, { revision: 1, sends: true })).kind, 'saved');
    assert.equal(writes.length, 1);
  });

  for (const [name, given, observation] of [
    ['of an older page', { answers: other, revision: 2 }, stored],
    ['of a page from before the first save', { answers: other, revision: 0 }, stored],
  ] as const) {
    it(`keeps the answers ${name} apart`, async () => {
      assert.deepEqual(await save(observation, given), { kind: 'conflict', current: observation });
      assert.deepEqual(writes, []);
    });
  }

  it('keeps the answers apart that met others while they were written', async () => {
    meanwhile = { ...stored, revision: 4, draft: other };
    const answers = { ...hotelAnswers, comment: 'Autre chose.' };
    assert.deepEqual(await save(stored, { answers }), { kind: 'conflict', current: meanwhile });
  });

  it('is done when the same answers were written meanwhile', async () => {
    meanwhile = { ...stored, revision: 4, draft: other };
    assert.deepEqual(await save(stored, { answers: other }), { kind: 'saved', observation: meanwhile });
  });

  it('changes nothing once a teacher took the answers over, even at that moment', async () => {
    assert.equal((await save({ ...stored, taken }, { answers: other })).kind, 'taken');
    meanwhile = { ...stored, taken };
    assert.equal((await save(stored, { answers: other })).kind, 'taken');
    assert.deepEqual(writes, []);
  });

  const nothing: TutorAnswers = { ...hotelAnswers, entries: { 'C1.1-1': {} }, comment: '' };

  it('sends nothing that says nothing, and keeps it', async () => {
    assert.equal((await save(hotelObservation, { answers: nothing, sends: true })).kind, 'nothingSaid');
    assert.equal((await save(hotelObservation, { answers: nothing })).kind, 'saved');
  });
});

describe('saysSomething', () => {
  for (const [what, entries, comment, says] of [
    ['nothing', {}, '', false],
    ['a level', { a: { levelId: '1' } }, '', true],
    ['what was not observed', { a: { notObserved: true } }, '', true],
    ['a comment on a criterion', { a: { comment: 'x' } }, '', true],
    ['a general comment', {}, 'x', true],
  ] as const) {
    it(`is ${says} for ${what}`, () =>
      assert.equal(saysSomething({ tutor: hotelAnswers.tutor, entries, comment }), says));
  }
});

describe('sameAnswers', () => {
  const { entries } = hotelAnswers;
  const differing: TutorAnswers[] = [
    other,
    { ...hotelAnswers, tutor: { name: 'Marc Morel' } },
    { ...hotelAnswers, tutor: { ...hotelAnswers.tutor, name: 'Léa Petit' } },
    { ...hotelAnswers, entries: { ...entries, 'C1.1-1': { levelId: '4' } } },
    { ...hotelAnswers, entries: { ...entries, 'C1.1-2': {} } },
    {
      ...hotelAnswers,
      entries: { ...entries, 'C1.1-1': { levelId: '3', comment: 'Très à l’aise au comptoir.' } },
    },
    { ...hotelAnswers, entries: { 'C1.1-1': { ...entries['C1.1-1'] } } },
  ];
  for (const [i, answers] of differing.entries())
    it(`sees difference ${i + 1}, both ways`, () => {
      assert.equal(sameAnswers(hotelAnswers, answers), false);
      assert.equal(sameAnswers(answers, hotelAnswers), false);
    });

  it('sees none where an answer is left out or empty', () => {
    const spelt = { ...hotelAnswers, entries: { ...entries, 'C1.1-3': {}, 'C1.1-4': { comment: '' } } };
    assert.equal(sameAnswers(spelt, hotelAnswers), true);
  });
});

describe('hasUnsent', () => {
  for (const [what, observation, unsent] of [
    ['before the first save', hotelObservation, false],
    ['with a draft alone', { ...hotelObservation, revision: 1 }, true],
    ['once it is sent', stored, false],
    ['once it is corrected', { ...stored, draft: other }, true],
  ] as const) {
    it(`is ${unsent} ${what}`, () => assert.equal(hasUnsent(observation), unsent));
  }
});
