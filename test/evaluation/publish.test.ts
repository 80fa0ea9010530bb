import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { Activity } from '../../src/evaluation/activity.js';
import type { Delivery } from '../../src/evaluation/delivery.js';
import type { Evaluation, EvaluationContent } from '../../src/evaluation/evaluation.js';
import { chosenLevels, publish, resend, withdraw } from '../../src/evaluation/publish.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';

const NOW = new Date('2040-01-15T10:00:00Z');
const LATER = new Date('2040-01-15T11:00:00Z');

const { gradeService: _none, ...withoutGradebook } = welcomeActivity;
const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };

const draft = (content: Partial<EvaluationContent>): Evaluation => ({
  ...draftEvaluation,
  content: { ...EMPTY_CONTENT, ...content },
});

const judged = draft({
  entries: { 'C1.1-1': { levelId: '3' }, 'C1.1-2': { levelId: '4' } },
  comment: 'En progrès.',
});

function published(evaluation: Evaluation, activity: Activity = welcomeActivity, at = NOW): Evaluation {
  const outcome = publish(evaluation, activity, teacher, at);
  assert.equal(outcome.kind, 'published');
  return outcome.evaluation;
}

/** (70 × 1 + 100 × 2) / 3 percent of 20, to the nearest half. */
const MARK = { hundredths: 1800, maximumHundredths: 2000 };

const sentDelivery: Delivery = {
  version: 1,
  score: { kind: 'mark', ...MARK, comment: 'En progrès.' },
  state: 'sent',
  dueAt: NOW,
  attempts: 3,
  failure: { reason: 'timeout', at: NOW },
  sentAt: NOW,
  readBack: { verdict: 'drifted', hundredths: 1900, at: NOW },
};

describe('publish', () => {
  it('freezes the draft with its mark', () => {
    assert.deepEqual(published(judged).publication, {
      content: judged.content,
      gridVersionId: 'grid-1@1',
      mark: MARK,
      at: NOW,
      by: teacher,
    });
  });

  it('counts the adjusted mark, beside the computed one', () => {
    const adjustment = { hundredths: 1650, reason: 'Oral de rattrapage.' };
    const adjusted = { ...judged, content: { ...judged.content, adjustment } };
    const { publication, delivery } = published(adjusted);
    assert.deepEqual(publication?.mark, { hundredths: 1650, maximumHundredths: 2000 });
    assert.equal(publication.computedHundredths, 1800);
    assert.deepEqual(publication.content.adjustment, adjustment);
    assert.equal(delivery?.score.kind === 'mark' && delivery.score.hundredths, 1650);
    assert.equal(published(adjusted, certificative).publication?.computedHundredths, undefined);
  });

  it('publishes nothing of a private note', () => {
    const { publication, delivery } = published({ ...judged, privateNote: 'Appeler la famille.' });
    assert.doesNotMatch(JSON.stringify([publication, delivery]), /famille/);
  });

  it('queues the mark with the general comment, due at once', () => {
    assert.deepEqual(published(judged).delivery, {
      version: 1,
      score: { kind: 'mark', ...MARK, comment: 'En progrès.' },
      state: 'pending',
      dueAt: NOW,
      attempts: 0,
    });
  });

  it('notes who published and when, and leaves content and revision alone', () => {
    const { history, content, revision, updatedAt, updatedBy } = published(judged);
    assert.deepEqual(history.at(-1), { at: NOW, by: teacher, action: 'published', changes: [] });
    assert.equal(history.length, judged.history.length + 1);
    assert.deepEqual([content, revision], [judged.content, judged.revision]);
    assert.deepEqual([updatedAt, updatedBy], [NOW, teacher]);
  });

  it('queues a new version over a delivered one, with nothing of its past', () => {
    const again = published({ ...published(judged), delivery: sentDelivery }, welcomeActivity, LATER);
    assert.deepEqual(again.delivery, {
      version: 2,
      score: { kind: 'mark', ...MARK, comment: 'En progrès.' },
      state: 'pending',
      dueAt: LATER,
      attempts: 0,
    });
  });

  const nothing: [string, Evaluation][] = [
    ['a blank draft', draft({})],
    ['a draft of comments alone', draft({ entries: { 'C1.1-1': { comment: 'Bien' } }, comment: 'Bien' })],
    ['a draft where nothing was judged', draft({ entries: { 'C1.1-1': { notJudged: true } } })],
    ['a level beside « non évalué »', draft({ entries: { 'C1.1-1': { levelId: '4', notJudged: true } } })],
    ['levels of another grid', draft({ entries: { 'C9.9-9': { levelId: '4' } } })],
  ];
  for (const [name, evaluation] of nothing) {
    it(`does not publish ${name}`, () => {
      assert.deepEqual(publish(evaluation, welcomeActivity, teacher, NOW), { kind: 'nothingJudged' });
    });
  }

  for (const presence of ['absent', 'excused'] as const) {
    it(`publishes an ${presence} learner without a mark, whatever was judged`, () => {
      const { publication, delivery } = published(draft({ ...judged.content, presence }));
      assert.equal(publication?.content.presence, presence);
      assert.equal(publication?.mark, undefined);
      assert.equal(delivery, undefined);
    });
  }

  it('takes the mark back when a learner who had one is absent', () => {
    const before = published(judged);
    const absent = published({ ...before, content: { ...before.content, presence: 'absent' } });
    assert.deepEqual(absent.delivery?.score, { kind: 'withdrawal' });
    assert.equal(absent.delivery?.version, 2);
  });

  it('publishes certificative grids without mark or delivery', () => {
    const { publication, delivery } = published(judged, certificative);
    assert.deepEqual(publication, {
      content: judged.content,
      gridVersionId: 'grid-1@1',
      at: NOW,
      by: teacher,
    });
    assert.equal(delivery, undefined);
  });

  it('takes a mark back that left before the grid was certificative', () => {
    const before = { ...judged, delivery: sentDelivery };
    const { delivery } = published(before, certificative, LATER);
    assert.deepEqual(delivery, {
      version: 2,
      score: { kind: 'withdrawal' },
      state: 'pending',
      dueAt: LATER,
      attempts: 0,
    });
  });

  it('sends nothing on certificative grids once the mark was taken back', () => {
    const delivery: Delivery = { ...sentDelivery, score: { kind: 'withdrawal' } };
    assert.equal(published({ ...judged, delivery }, certificative, LATER).delivery, delivery);
  });

  it('holds the mark until the release, and not a moment longer', () => {
    const held = { ...welcomeActivity, releaseAt: LATER };
    const { delivery } = published(judged, held);
    assert.deepEqual([delivery?.dueAt, delivery?.heldUntil], [LATER, LATER]);
    const atRelease = published(judged, held, LATER).delivery;
    assert.deepEqual([atRelease?.dueAt, atRelease?.heldUntil], [LATER, undefined]);
  });

  it('takes the word back that it was ready', () => {
    const ready = { at: NOW, by: teacher };
    assert.equal('ready' in published({ ...judged, ready }), false);
  });

  it('publishes the mark without delivery where there is no gradebook', () => {
    const { publication, delivery } = published(judged, withoutGradebook);
    assert.deepEqual(publication?.mark, MARK);
    assert.equal(delivery, undefined);
  });
});

describe('withdraw', () => {
  it('takes the publication back and queues the withdrawal of its mark', () => {
    const withdrawn = withdraw(published(judged), welcomeActivity, teacher, LATER);
    assert.equal('publication' in withdrawn, false);
    assert.deepEqual(withdrawn.delivery, {
      version: 2,
      score: { kind: 'withdrawal' },
      state: 'pending',
      dueAt: LATER,
      attempts: 0,
    });
    assert.equal(withdrawn.history.at(-1)?.action, 'withdrawn');
    assert.deepEqual(withdrawn.content, judged.content);
  });

  it('takes the mark back at once, even before the release', () => {
    const held = { ...welcomeActivity, releaseAt: new Date('2040-02-01T07:00:00Z') };
    const { delivery } = withdraw(published(judged, held), held, teacher, LATER);
    assert.deepEqual([delivery?.score.kind, delivery?.dueAt], ['withdrawal', LATER]);
    assert.equal(delivery?.heldUntil, undefined);
  });

  it('takes a mark back that left before the grid was certificative', () => {
    const before = { ...published(judged), delivery: sentDelivery };
    const { delivery } = withdraw(before, certificative, teacher, LATER);
    assert.deepEqual([delivery?.version, delivery?.score], [2, { kind: 'withdrawal' }]);
  });

  it('sends nothing for a learner whom the gradebook never heard of', () => {
    const absent = published(draft({ presence: 'absent' }));
    assert.equal(withdraw(absent, welcomeActivity, teacher, LATER).delivery, undefined);
  });

  it('sends nothing on certificative grids', () => {
    const withdrawn = withdraw(published(judged, certificative), certificative, teacher, LATER);
    assert.equal(withdrawn.publication, undefined);
    assert.equal(withdrawn.delivery, undefined);
  });

  it('gives the same evaluation when it was not published', () => {
    assert.equal(withdraw(judged, welcomeActivity, teacher, LATER), judged);
  });
});

describe('resend', () => {
  it('queues the published mark, whatever the draft became', () => {
    const edited = { ...published(judged), content: EMPTY_CONTENT, delivery: sentDelivery };
    const { delivery, history, publication } = resend(edited, welcomeActivity, teacher, LATER);
    assert.deepEqual(delivery?.score, { kind: 'mark', ...MARK, comment: 'En progrès.' });
    assert.deepEqual([delivery?.version, delivery?.state, delivery?.dueAt], [2, 'pending', LATER]);
    assert.equal(delivery?.failure, undefined);
    assert.equal(history.at(-1)?.action, 'resent');
    assert.equal(publication, edited.publication);
  });

  it('queues a withdrawal again', () => {
    const withdrawn = withdraw(published(judged), welcomeActivity, teacher, NOW);
    assert.deepEqual(resend(withdrawn, welcomeActivity, teacher, LATER).delivery?.score, {
      kind: 'withdrawal',
    });
  });

  it('queues a mark that was published before the link had a gradebook', () => {
    const { delivery } = resend(published(judged, withoutGradebook), welcomeActivity, teacher, LATER);
    assert.deepEqual([delivery?.version, delivery?.state], [1, 'pending']);
  });

  it('holds the mark until the release', () => {
    const held = { ...welcomeActivity, releaseAt: new Date('2040-02-01T07:00:00Z') };
    const { delivery } = resend(published(judged), held, teacher, LATER);
    assert.deepEqual([delivery?.dueAt, delivery?.heldUntil], [held.releaseAt, held.releaseAt]);
  });

  it('queues nothing but a withdrawal on certificative grids', () => {
    const refused: Delivery = { ...sentDelivery, state: 'refused', score: { kind: 'withdrawal' } };
    const before = { ...published(judged, certificative), delivery: refused };
    const { delivery } = resend(before, certificative, teacher, LATER);
    assert.deepEqual([delivery?.version, delivery?.score], [2, { kind: 'withdrawal' }]);
  });

  const same: [string, Evaluation, Activity][] = [
    ['was never published nor sent', judged, welcomeActivity],
    ['was published absent and never sent', published(draft({ presence: 'absent' })), welcomeActivity],
    ['has no gradebook', published(judged, withoutGradebook), withoutGradebook],
    ['is certificative', published(judged, certificative), certificative],
  ];
  for (const [name, evaluation, activity] of same) {
    it(`gives the same evaluation when it ${name}`, () => {
      assert.equal(resend(evaluation, activity, teacher, LATER), evaluation);
    });
  }
});

describe('chosenLevels', () => {
  it('leaves out what is open or not judged', () => {
    const entries = {
      a: { levelId: '3' },
      b: {},
      c: { notJudged: true as const },
      d: { levelId: '4', notJudged: true as const },
      e: { levelId: '1', comment: 'x' },
    };
    assert.deepEqual(chosenLevels({ ...EMPTY_CONTENT, entries }), { a: '3', e: '1' });
  });
});
