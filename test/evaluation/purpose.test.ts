import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import type { Delivery } from '../../src/evaluation/delivery.js';
import type { Evaluation } from '../../src/evaluation/evaluation.js';
import { publish } from '../../src/evaluation/publish.js';
import { giveMark, marksOut, switchPurpose, takeMarkBack } from '../../src/evaluation/purpose.js';
import type { Grid } from '../../src/grid/grid.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { draftEvaluation, pendingDelivery, publishedEvaluation, teacher } from '../support/evaluations.js';
import { MemoryEvaluations } from '../support/memoryEvaluations.js';
import { movedTo, secondVersion } from '../support/versions.js';

const NOW = new Date('2040-01-16T10:00:00Z');
const LATER = new Date('2040-01-16T11:00:00Z');
const certificative: Activity = { ...welcomeActivity, grid: { ...welcomeGrid, purpose: 'certificative' } };
const sent: Delivery = { ...pendingDelivery, state: 'sent', sentAt: NOW };
const withdrawal: Delivery = { ...sent, score: { kind: 'withdrawal' } };

function published(activity: Activity, evaluation: Evaluation = draftEvaluation): Evaluation {
  const outcome = publish(evaluation, activity, teacher, NOW);
  assert.ok(outcome.kind === 'published');
  return outcome.evaluation;
}

const adjusted: Evaluation = {
  ...draftEvaluation,
  content: { ...draftEvaluation.content, adjustment: { hundredths: 1600, reason: 'Oral.' } },
};

const of = (learnerSub: string, delivery?: Delivery) => ({ learnerSub, ...(delivery && { delivery }) });

describe('marksOut', () => {
  it('tells marks that left from those that wait, and passes over the rest', () => {
    const evaluations = [
      of('never'),
      of('pending', pendingDelivery),
      of('held', { ...pendingDelivery, heldUntil: LATER }),
      of('sent', sent),
      of('refused', { ...sent, state: 'refused' }),
      of('taken back', withdrawal),
      of('taking back', { ...withdrawal, state: 'pending' }),
    ];
    assert.deepEqual(marksOut(evaluations), { sent: ['sent', 'refused'], pending: ['pending', 'held'] });
  });
});

describe('takeMarkBack', () => {
  it('keeps levels and comments, takes the mark away, and queues its withdrawal', () => {
    const before = { ...published(welcomeActivity, adjusted), delivery: { ...sent, version: 3 } };
    const { publication, delivery, content, history } = takeMarkBack(before, certificative, teacher, LATER);
    const { mark: _mark, computedHundredths: _computed, ...levels } = before.publication!;
    assert.deepEqual(publication, levels);
    assert.deepEqual(delivery, {
      version: 4,
      score: { kind: 'withdrawal' },
      state: 'pending',
      dueAt: LATER,
      attempts: 0,
    });
    assert.equal(content, before.content);
    assert.deepEqual(history.at(-1), { at: LATER, by: teacher, action: 'unmarked', changes: [] });
  });

  it('takes a mark back that waits for the release, at once', () => {
    const held = { ...certificative, releaseAt: new Date('2040-02-01T07:00:00Z') };
    const before = published({ ...welcomeActivity, releaseAt: held.releaseAt });
    const { delivery } = takeMarkBack(before, held, teacher, LATER);
    assert.deepEqual([delivery?.score.kind, delivery?.dueAt], ['withdrawal', LATER]);
    assert.equal(delivery?.heldUntil, undefined);
  });

  it('takes a mark away that never left, and sends nothing', () => {
    const { gradeService: _none, ...withoutGradebook } = welcomeActivity;
    const before = published(withoutGradebook);
    const { publication, delivery } = takeMarkBack(before, certificative, teacher, LATER);
    assert.equal(publication?.mark, undefined);
    assert.equal(delivery, undefined);
  });

  const same: [string, Evaluation][] = [
    ['was never published', draftEvaluation],
    ['was published without a mark', published(certificative)],
    ['lost its mark already', { ...published(certificative), delivery: withdrawal }],
  ];
  for (const [name, evaluation] of same) {
    it(`gives the same evaluation when it ${name}`, () => {
      assert.equal(takeMarkBack(evaluation, certificative, teacher, LATER), evaluation);
    });
  }
});

describe('giveMark', () => {
  it('gives back what was taken, and queues it', () => {
    const before = { ...published(welcomeActivity, adjusted), delivery: sent };
    const taken = takeMarkBack(before, certificative, teacher, LATER);
    const { publication, delivery, history } = giveMark(taken, welcomeActivity, teacher, LATER);
    assert.deepEqual(publication, before.publication);
    assert.deepEqual([delivery?.version, delivery?.state], [3, 'pending']);
    assert.deepEqual(delivery?.score, {
      kind: 'mark',
      hundredths: 1600,
      maximumHundredths: 2000,
      comment: 'En progrès.',
    });
    assert.equal(history.at(-1)?.action, 'marked');
  });

  it('computes the mark on the grid that the publication was judged on', () => {
    const before = published(certificative);
    const doubled = secondVersion({ maximumHundredths: 4000 });
    const { publication } = giveMark(before, movedTo(doubled, certificative), teacher, LATER);
    assert.deepEqual(publication?.mark, { hundredths: 1400, maximumHundredths: 2000 });
  });

  it('holds the mark until the release', () => {
    const releaseAt = new Date('2040-02-01T07:00:00Z');
    const { delivery } = giveMark(
      published(certificative),
      { ...welcomeActivity, releaseAt },
      teacher,
      LATER,
    );
    assert.deepEqual([delivery?.dueAt, delivery?.heldUntil], [releaseAt, releaseAt]);
  });

  const absent = published(certificative, {
    ...draftEvaluation,
    content: { ...draftEvaluation.content, presence: 'absent' },
  });
  const same: [string, Evaluation][] = [
    ['was never published', draftEvaluation],
    ['has its mark', publishedEvaluation],
    ['is of an absent learner', absent],
  ];
  for (const [name, evaluation] of same) {
    it(`gives the same evaluation when it ${name}`, () => {
      assert.equal(giveMark(evaluation, welcomeActivity, teacher, LATER), evaluation);
    });
  }
});

describe('switchPurpose', () => {
  const one = (learnerSub: string, evaluation: Evaluation): Evaluation => ({
    ...evaluation,
    id: `evaluation-${learnerSub}`,
    learnerSub,
    revision: 1,
  });

  async function switched(
    purpose: Grid['purpose'],
    evaluations: MemoryEvaluations,
    activity: Activity | undefined = welcomeActivity,
  ) {
    const set: unknown[] = [];
    const activities = {
      setPurpose: async (id: string, wanted: Grid['purpose']) => {
        set.push([id, wanted, evaluations.saved.length]);
        return activity && { ...activity, grid: { ...activity.grid, purpose: wanted } };
      },
    } as never;
    const ports = { activities, evaluations, now: () => LATER };
    return { outcome: await switchPurpose(welcomeActivity, purpose, teacher, ports), set };
  }

  it('writes the activity first, then takes every mark back', async () => {
    const evaluations = new MemoryEvaluations(
      one('draft', draftEvaluation),
      one('sent', { ...publishedEvaluation, delivery: sent }),
      one('pending', publishedEvaluation),
    );
    const { outcome, set } = await switched('certificative', evaluations);
    assert.deepEqual(set, [['activity-1', 'certificative', 0]]);
    assert.deepEqual(outcome, {
      kind: 'switched',
      decided: [
        { learnerSub: 'sent', kind: 'done' },
        { learnerSub: 'pending', kind: 'done' },
      ],
    });
    assert.deepEqual(marksOut([...evaluations.all.values()]), { sent: [], pending: [] });
    for (const { publication } of evaluations.all.values()) assert.equal(publication?.mark, undefined);
  });

  it('does what was left undone when it is asked again', async () => {
    const done = takeMarkBack(one('1', publishedEvaluation), certificative, teacher, LATER);
    const evaluations = new MemoryEvaluations(done, one('2', publishedEvaluation));
    const { outcome } = await switched('certificative', evaluations, certificative);
    assert.deepEqual(outcome, { kind: 'switched', decided: [{ learnerSub: '2', kind: 'done' }] });
  });

  it('gives every publication its mark when it becomes formative', async () => {
    const evaluations = new MemoryEvaluations(one('1', published(certificative)), one('2', draftEvaluation));
    const { outcome } = await switched('formative', evaluations, certificative);
    assert.deepEqual(outcome, { kind: 'switched', decided: [{ learnerSub: '1', kind: 'done' }] });
    assert.equal(evaluations.get('1').publication?.mark?.hundredths, 1400);
    assert.equal(evaluations.get('1').delivery?.score.kind, 'mark');
  });

  it('passes over absent learners, who have no mark in a formative activity either', async () => {
    const absent: Evaluation = {
      ...draftEvaluation,
      content: { ...draftEvaluation.content, presence: 'absent' },
    };
    const evaluations = new MemoryEvaluations(one('1', published(certificative, absent)));
    const { outcome } = await switched('formative', evaluations, certificative);
    assert.deepEqual(outcome, { kind: 'switched', decided: [] });
  });

  it('stays certificative while an evaluation is closed', async () => {
    const closing = { at: NOW, by: teacher, hash: 'h' };
    const evaluations = new MemoryEvaluations(one('1', { ...published(certificative), closing }));
    const { outcome, set } = await switched('formative', evaluations, certificative);
    assert.deepEqual([outcome, set, evaluations.saved], [{ kind: 'closed' }, [], []]);
  });

  it('writes nothing while a version is being applied', async () => {
    const evaluations = new MemoryEvaluations(one('1', publishedEvaluation));
    const applying = { setPurpose: async () => undefined } as never;
    const ports = { activities: applying, evaluations, now: () => LATER };
    assert.deepEqual(await switchPurpose(welcomeActivity, 'certificative', teacher, ports), {
      kind: 'applying',
    });
    assert.deepEqual(evaluations.saved, []);
  });
});
