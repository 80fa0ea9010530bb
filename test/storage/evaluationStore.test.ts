import assert from 'node:assert/strict';
import { BadRequest, NotFound } from '../../src/errors.js';
import type { Evaluation, SaveOutcome } from '../../src/evaluation/evaluation.js';
import { observationNote } from '../../src/evaluation/observation/observationChanges.js';
import { draftEvaluation, pendingDelivery, publishedEvaluation } from '../support/evaluations.js';
import { eachStores } from '../support/eachStores.js';
import { observation } from '../support/observations.js';

const dueAt = pendingDelivery.dueAt;
const leaseUntil = new Date(dueAt.getTime() + 60_000);
const sentAt = new Date('2040-01-15T10:00:02Z');

eachStores('EvaluationStore', (stores, connection) => {
  const evaluations = () => stores().evaluations;
  const stored = () => evaluations().find('activity-1', '21');

  async function saved(evaluation: Evaluation): Promise<Evaluation> {
    const outcome = await evaluations().save(evaluation);
    assert.equal(outcome.kind, 'saved');
    return (outcome as Extract<SaveOutcome, { kind: 'saved' }>).evaluation;
  }

  it('stores a first draft as revision 1', async () => {
    const first = { ...draftEvaluation, revision: 1 };
    assert.deepEqual(await evaluations().save(draftEvaluation), { kind: 'saved', evaluation: first });
    assert.deepEqual(await stored(), first);
  });

  it('gives back a publication and its delivery whole', async () => {
    assert.deepEqual(await saved(publishedEvaluation), { ...publishedEvaluation, revision: 1 });
    assert.deepEqual(await stored(), { ...publishedEvaluation, revision: 1 });
  });

  it('gives back an evaluation in which nothing is judged yet', async () => {
    const content = { presence: 'present', entries: {}, comment: '' } as const;
    await saved({ ...draftEvaluation, content, history: [] });
    assert.deepEqual(await stored(), { ...draftEvaluation, content, history: [], revision: 1 });
  });

  it('keeps entries whatever characters their criterion ids hold', async () => {
    const entries = { 'C1.1-1': { levelId: '3' }, 'own.$set': { levelId: '1' }, $where: { comment: 'x' } };
    await saved({ ...draftEvaluation, content: { ...draftEvaluation.content, entries } });
    assert.deepEqual((await stored())?.content.entries, entries);
  });

  it('gives each save the next revision', async () => {
    const first = await saved(draftEvaluation);
    const second = await saved({ ...first, content: { ...first.content, comment: 'Très bien.' } });
    assert.equal(second.revision, 2);
    assert.equal(second.content.comment, 'Très bien.');
    assert.deepEqual(await stored(), second);
  });

  it('shows the current evaluation to who saves an older revision', async () => {
    const first = await saved(draftEvaluation);
    const current = await saved({ ...first, content: { ...first.content, comment: 'The first.' } });
    const late = { ...first, content: { ...first.content, comment: 'The second.' } };
    assert.deepEqual(await evaluations().save(late), { kind: 'conflict', current });
    assert.deepEqual(await stored(), current);
  });

  it('shows the current evaluation to who starts a second one', async () => {
    const current = await saved(draftEvaluation);
    const second = { ...draftEvaluation, id: 'evaluation-2' };
    assert.deepEqual(await evaluations().save(second), { kind: 'conflict', current });
    assert.deepEqual(
      await evaluations()
        .list('activity-1')
        .then((all) => all.map(({ id }) => id)),
      ['evaluation-1'],
    );
  });

  it('takes one of ten first saves at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => evaluations().save({ ...draftEvaluation, id: `evaluation-${i}` })),
    );
    assert.equal(outcomes.filter(({ kind }) => kind === 'saved').length, 1);
    const current = await stored();
    for (const outcome of outcomes) {
      assert.deepEqual(outcome.kind === 'saved' ? outcome.evaluation : outcome.current, current);
    }
  });

  it('takes one of ten saves of one revision at once', async () => {
    const first = await saved(publishedEvaluation);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        evaluations().save({ ...first, content: { ...first.content, comment: `Comment ${i}` } }),
      ),
    );
    assert.equal(outcomes.filter(({ kind }) => kind === 'conflict').length, 9);
    const winner = outcomes.find(({ kind }) => kind === 'saved') as { evaluation: Evaluation };
    assert.deepEqual(await stored(), winner.evaluation);
    assert.equal(winner.evaluation.revision, 2);
  });

  it('tells when the evaluation is no longer stored', async () => {
    await assert.rejects(evaluations().save({ ...draftEvaluation, revision: 3 }), NotFound);
  });

  it('lists the evaluations of an activity, without their histories', async () => {
    await saved(draftEvaluation);
    await saved({ ...publishedEvaluation, id: 'evaluation-2', learnerSub: '22' });
    await saved({ ...draftEvaluation, id: 'evaluation-3', activityId: 'activity-2' });
    const { history: _first, ...draft } = { ...draftEvaluation, revision: 1 };
    const { history: _second, ...published } = { ...publishedEvaluation, revision: 1 };
    const all = await evaluations().list('activity-1');
    assert.deepEqual(
      all.toSorted((a, b) => a.learnerSub.localeCompare(b.learnerSub)),
      [draft, { ...published, id: 'evaluation-2', learnerSub: '22' }],
    );
    assert.deepEqual(await evaluations().list('activity-3'), []);
  });

  it('gives back observations and what counts of them, removed ones too', async () => {
    const by = publishedEvaluation.updatedBy;
    const at = new Date('2040-01-15T11:00:00Z');
    const entries = { 'C1.1-1': { levelId: '3', comment: 'Souriante.' }, at: { levelId: '2' } };
    const observations = [
      observation({ entries, title: 'Oral blanc', edited: { at, by }, leftOut: true }),
      observation({ id: 'two', situation: 'pfmp', source: 'tutor', absent: true, removed: { at, by } }),
    ];
    const { publication } = publishedEvaluation;
    const observed: Evaluation = {
      ...publishedEvaluation,
      observations,
      observed: { count: 1, key: 'k' },
      counted: { rule: 'mean', levels: { 'C1.1-1': '3', at: '2' }, byHand: ['C1.1-1'] },
      publication: {
        ...publication!,
        observedKey: 'k',
        observations: { all: observations.slice(0, 1), rule: 'mean', byHand: ['C1.1-1'] },
      },
      history: [{ at, by, action: 'observed', changes: [], observation: observationNote(observations[0]!) }],
    };
    const first = await saved(observed);
    assert.deepEqual(first, { ...observed, revision: 1 });
    assert.deepEqual(await stored(), first);

    const { observations: _all, observed: _mark, counted: _made, ...less } = first;
    const { observations: _frozen, observedKey: _key, ...bare } = less.publication!;
    await saved({ ...less, publication: bare });
    assert.deepEqual(await stored(), { ...less, publication: bare, revision: 2 });
    await saved({ ...observed, revision: 2 });
    assert.deepEqual(await stored(), { ...observed, revision: 3 });
  });

  it('lists evaluations without their observations, or with them, always without their histories', async () => {
    const observations = [observation({ comment: 'Souriante.' })];
    const counted = { rule: 'last', levels: { 'C1.1-1': '2' }, byHand: [] } as const;
    const { publication } = publishedEvaluation;
    const all = { all: observations, rule: 'last', byHand: [] } as const;
    const one = await saved({
      ...publishedEvaluation,
      observations,
      observed: { count: 1, key: 'k' },
      counted,
      publication: { ...publication!, observedKey: 'k', observations: all },
    });
    const { history: _history, observations: _observations, counted: _counted, ...summary } = one;
    const listed = { ...summary, publication: { ...publication!, observedKey: 'k' } };
    assert.deepEqual(await evaluations().list('activity-1'), [listed]);
    assert.deepEqual(await evaluations().listObserved('activity-1'), [{ ...listed, observations, counted }]);
    assert.deepEqual(await evaluations().listObserved('activity-2'), []);
  });

  it('finds no evaluation of another activity or learner', async () => {
    await saved(draftEvaluation);
    assert.equal(await evaluations().find('activity-2', '21'), undefined);
    assert.equal(await evaluations().find('activity-1', '22'), undefined);
  });

  it('removes a publication and a delivery that are gone', async () => {
    const first = await saved(publishedEvaluation);
    const { publication: _publication, delivery: _delivery, ...rest } = first;
    await saved(rest);
    assert.deepEqual(await stored(), { ...rest, revision: 2 });
  });

  it('keeps what stands beside the content, and removes what is gone', async () => {
    const by = publishedEvaluation.updatedBy;
    const at = new Date('2040-01-15T11:00:00Z');
    const { publication, ...rest } = publishedEvaluation;
    const adjustment = { hundredths: 1500, reason: 'Oral de rattrapage.' };
    const whole: Evaluation = {
      ...rest,
      content: { ...rest.content, adjustment },
      privateNote: 'À revoir avec la famille.',
      group: { id: 'a', name: 'Atelier A', at },
      ready: { at, by },
      publication: { ...publication!, gridVersionId: 'grid-1@2', computedHundredths: 1400 },
      closing: { at, by, hash: 'a0'.repeat(32), coSigned: { at, by: { sub: '8' } } },
    };
    assert.deepEqual(await saved(whole), { ...whole, revision: 1 });
    assert.deepEqual(await stored(), { ...whole, revision: 1 });
    assert.deepEqual((await evaluations().list('activity-1'))[0]?.privateNote, whole.privateNote);

    const {
      privateNote: _note,
      group: _group,
      ready: _ready,
      closing: _closing,
      ...less
    } = (await stored())!;
    const { adjustment: _adjustment, ...content } = less.content;
    await saved({ ...less, content });
    assert.deepEqual(await stored(), { ...less, content, revision: 2 });
    await saved({ ...whole, revision: 2 });
    assert.deepEqual(await stored(), { ...whole, revision: 3 });
  });

  it('never moves an evaluation to another learner, activity or course', async () => {
    const first = await saved(draftEvaluation);
    await saved({ ...first, learnerSub: '22', activityId: 'activity-2', contextId: '43' });
    assert.deepEqual(await stored(), { ...first, revision: 2 });
  });

  it('leaves a delivery alone whose version did not change', async () => {
    const first = await saved(publishedEvaluation);
    await sendFirst();
    const delivered = (await stored())!.delivery!;
    const after = await saved({ ...first, content: { ...first.content, comment: 'Still typing.' } });
    assert.equal(delivered.state, 'sent');
    assert.deepEqual(after.delivery, delivered);
    assert.deepEqual((await stored())!.delivery, delivered);
  });

  it('replaces a delivery of an older version whole', async () => {
    const first = await saved(publishedEvaluation);
    await sendFirst();
    const delivery = { ...pendingDelivery, version: 2, dueAt: leaseUntil };
    const after = await saved({ ...first, delivery });
    assert.deepEqual(after.delivery, delivery);
    assert.deepEqual((await stored())!.delivery, delivery);
  });

  it('publishes while a score is on its way, and forgets neither', async () => {
    const first = await saved(publishedEvaluation);
    const claim = (await stores().deliveries.claim({ now: dueAt, leaseUntil, except: [] }))!;
    await stores().deliveries.noteTimestamp(claim, sentAt);
    const delivery = { ...pendingDelivery, version: 2, dueAt: leaseUntil };
    await saved({ ...first, delivery });
    await stores().deliveries.settle(claim, { kind: 'sent', at: sentAt });
    assert.deepEqual((await stored())!.delivery, delivery);
    const next = await stores().deliveries.claim({
      now: leaseUntil,
      leaseUntil: new Date(leaseUntil.getTime() + 60_000),
      except: [],
    });
    assert.deepEqual(next!.lastScoreAt, sentAt);
  });

  it('loses neither of a save and a delivery at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = `evaluation-${round}`;
      const first = await saved({ ...publishedEvaluation, id, learnerSub: id });
      const claim = (await stores().deliveries.claim({ now: dueAt, leaseUntil, except: [] }))!;
      const typed = { ...first, content: { ...first.content, comment: `Round ${round}` } };
      await Promise.all([
        saved(typed),
        stores().deliveries.noteTimestamp(claim, sentAt),
        stores().deliveries.settle(claim, { kind: 'sent', at: sentAt }),
      ]);
      const after = (await evaluations().find('activity-1', id))!;
      assert.equal(after.content.comment, `Round ${round}`);
      assert.equal(after.delivery!.state, 'sent');
    }
  });

  it('takes nothing but text and whole numbers into its filters', async () => {
    const first = await saved(draftEvaluation);
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(evaluations().find(anything, '21'), BadRequest);
    await assert.rejects(evaluations().find('activity-1', anything), BadRequest);
    await assert.rejects(evaluations().list(anything), BadRequest);
    await assert.rejects(evaluations().listObserved(anything), BadRequest);
    await assert.rejects(evaluations().save({ ...first, id: anything }), BadRequest);
    const anyRevision = { $gte: 0 } as unknown as number;
    await assert.rejects(evaluations().save({ ...first, revision: anyRevision }), BadRequest);
    assert.deepEqual(await stored(), first);
  });

  it('keeps what it stores of the dispatcher out of the evaluation', async () => {
    await saved(publishedEvaluation);
    await sendFirst();
    const raw = await connection().collection('evaluations').findOne({});
    assert.deepEqual(raw!['lastScoreAt'], sentAt);
    assert.ok(!('lastScoreAt' in (await stored())!));
  });

  async function sendFirst(): Promise<void> {
    const { deliveries } = stores();
    const claim = (await deliveries.claim({ now: dueAt, leaseUntil, except: [] }))!;
    assert.equal(await deliveries.noteTimestamp(claim, sentAt), true);
    await deliveries.settle(claim, {
      kind: 'sent',
      at: sentAt,
      readBack: { verdict: 'same', hundredths: 1400, at: sentAt },
    });
  }
});
