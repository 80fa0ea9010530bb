import assert from 'node:assert/strict';
import type { Activity } from '../../src/evaluation/activity.js';
import { applyVersion, finishApplication, type ApplyPorts } from '../../src/evaluation/applyVersion.js';
import type { Evaluation, EvaluationStore } from '../../src/evaluation/evaluation.js';
import { publish } from '../../src/evaluation/publish.js';
import type { TargetVersion } from '../../src/evaluation/versionEffect.js';
import { welcomeActivity, welcomeGrid } from '../support/activities.js';
import { eachStores } from '../support/eachStores.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';
import { otherScale, secondVersion, understanding } from '../support/versions.js';

const NOW = new Date('2040-01-16T10:00:00Z');
const LATER = new Date('2040-01-17T10:00:00Z');
const COLLEAGUE = { sub: '8', name: 'Marc Delmas' };

/** Without the first criterion: 18/20 becomes 20/20. */
const shorter = secondVersion({ criteria: [understanding] });
const first: TargetVersion = { gridVersionId: 'grid-1@1', grid: welcomeGrid };

eachStores('applyVersion', (stores) => {
  let ids: number;

  const ports = (evaluations: EvaluationStore = stores().evaluations): ApplyPorts => ({
    activities: stores().activities,
    evaluations,
    now: () => LATER,
    newId: () => `application-${(ids += 1)}`,
  });

  beforeEach(async () => {
    ids = 0;
    await stores().activities.addOnce(welcomeActivity);
  });

  async function storeOne(learnerSub: string, changes: Partial<Evaluation> = {}): Promise<Evaluation> {
    const outcome = await stores().evaluations.save({
      ...draftEvaluation,
      id: `evaluation-${learnerSub}`,
      learnerSub,
      content: {
        presence: 'present',
        entries: { 'C1.1-1': { levelId: '3', comment: 'Sourire.' }, 'C1.1-2': { levelId: '4' } },
        comment: 'En progrès.',
      },
      ...changes,
    });
    assert.equal(outcome.kind, 'saved');
    return outcome.evaluation;
  }

  async function publishOne(learnerSub: string): Promise<Evaluation> {
    const outcome = publish(await storeOne(learnerSub), welcomeActivity, teacher, NOW);
    assert.equal(outcome.kind, 'published');
    const saved = await stores().evaluations.save(outcome.evaluation);
    assert.equal(saved.kind, 'saved');
    return saved.evaluation;
  }

  async function activityNow(): Promise<Activity> {
    const found = await stores().activities.getForDelivery('activity-1');
    assert.ok(found);
    return found;
  }

  async function evaluationOf(learnerSub: string): Promise<Evaluation> {
    const found = await stores().evaluations.find('activity-1', learnerSub);
    assert.ok(found);
    return found;
  }

  async function apply(target: TargetVersion, republished: readonly string[] = [], with_ = ports()) {
    const list = await stores().evaluations.list('activity-1');
    const choice = { target, republishedSubs: new Set(republished), by: COLLEAGUE };
    return applyVersion(await activityNow(), list, choice, with_);
  }

  it('moves the activity and keeps the grid that it left', async () => {
    const outcome = await apply(shorter);
    assert.equal(outcome.kind, 'applied');
    const activity = await activityNow();
    assert.deepEqual(activity, outcome.activity);
    assert.equal(activity.gridVersionId, 'grid-1@2');
    assert.deepEqual(activity.grid, shorter.grid);
    assert.deepEqual(activity.pastGrids, [{ gridVersionId: 'grid-1@1', grid: welcomeGrid, until: LATER }]);
    assert.equal(activity.application, undefined);
  });

  it('writes every evaluation once, with a line of history', async () => {
    const before = await publishOne('21');
    await apply(shorter);
    const after = await evaluationOf('21');
    assert.equal(after.revision, before.revision + 1);
    assert.equal(after.gridVersionId, 'grid-1@2');
    assert.deepEqual(after.history.at(-1), {
      at: LATER,
      by: COLLEAGUE,
      action: 'applied',
      changes: [],
      versions: { from: 'grid-1@1', to: 'grid-1@2' },
    });
    assert.deepEqual([after.updatedAt, after.updatedBy], [LATER, COLLEAGUE]);
  });

  it('keeps what was written on a removed criterion', async () => {
    await storeOne('21');
    await apply(shorter);
    assert.deepEqual((await evaluationOf('21')).content.entries['C1.1-1'], {
      levelId: '3',
      comment: 'Sourire.',
    });
  });

  it('republishes those that were wished, and sends their new mark', async () => {
    await publishOne('21');
    await apply(shorter, ['21']);
    const { publication, delivery } = await evaluationOf('21');
    assert.deepEqual(publication?.mark, { hundredths: 2000, maximumHundredths: 2000 });
    assert.equal(publication?.gridVersionId, 'grid-1@2');
    assert.deepEqual([publication?.at, publication?.by], [LATER, COLLEAGUE]);
    assert.deepEqual([delivery?.version, delivery?.state], [2, 'pending']);
    assert.deepEqual(delivery?.score, {
      kind: 'mark',
      hundredths: 2000,
      maximumHundredths: 2000,
      comment: 'En progrès.',
    });
  });

  it('leaves the others as they were published', async () => {
    const before = await publishOne('21');
    await apply(shorter);
    const { publication, delivery } = await evaluationOf('21');
    assert.deepEqual(publication, before.publication);
    assert.deepEqual(delivery, before.delivery);
  });

  it('sends nothing when the mark stays', async () => {
    const before = await publishOne('21');
    await apply(secondVersion({ title: 'Accueil' }), ['21']);
    const { publication, delivery } = await evaluationOf('21');
    assert.equal(publication?.gridVersionId, 'grid-1@2');
    assert.deepEqual(delivery, before.delivery);
  });

  it('publishes no draft that was not published', async () => {
    const { content, ...rest } = await publishOne('21');
    const draft = { ...content, entries: { ...content.entries, 'C1.1-2': { levelId: '1' } } };
    await stores().evaluations.save({ ...rest, content: draft });
    await apply(shorter, ['21']);
    const after = await evaluationOf('21');
    assert.equal(after.publication?.mark?.hundredths, 2000);
    assert.deepEqual(after.publication?.content.entries['C1.1-2'], { levelId: '4' });
    assert.deepEqual(after.content.entries['C1.1-2'], { levelId: '1' });
  });

  it('names the levels that are set aside in the history', async () => {
    await storeOne('21');
    await apply(secondVersion({ scale: otherScale }));
    const { content, history } = await evaluationOf('21');
    assert.deepEqual(history.at(-1)?.changes, [
      { field: 'level', criterionId: 'C1.1-1', from: '3', to: '' },
      { field: 'level', criterionId: 'C1.1-2', from: '4', to: '' },
    ]);
    assert.equal(content.entries['C1.1-1']?.comment, 'Sourire.');
  });

  it('is undone by the former version, level by level, mark by mark', async () => {
    const before = await publishOne('21');
    await apply(secondVersion({ scale: otherScale }));
    await apply(first, ['21']);
    const after = await evaluationOf('21');
    assert.deepEqual(after.content, before.content);
    assert.deepEqual(after.publication, before.publication);
    assert.deepEqual(after.delivery, before.delivery);
    const { gridVersionId, grid, pastGrids } = await activityNow();
    assert.deepEqual([gridVersionId, grid], ['grid-1@1', welcomeGrid]);
    assert.deepEqual(
      pastGrids?.map((past) => past.gridVersionId),
      ['grid-1@1', 'grid-1@2'],
    );
  });

  it('sends the former mark when a republication is undone', async () => {
    const before = await publishOne('21');
    await apply(shorter, ['21']);
    await apply(first, ['21']);
    const { publication, delivery } = await evaluationOf('21');
    assert.deepEqual(publication?.content, before.publication?.content);
    assert.deepEqual(publication?.mark, before.publication?.mark);
    assert.deepEqual(delivery?.score, before.delivery?.score);
    assert.equal(delivery?.version, 3);
  });

  it('keeps what was judged after the version that is undone', async () => {
    await publishOne('21');
    await apply(shorter, ['21']);
    const moved = await evaluationOf('21');
    const entries = { ...moved.content.entries, 'C1.1-2': { levelId: '2', comment: 'Plus tard.' } };
    await stores().evaluations.save({ ...moved, content: { ...moved.content, entries } });
    await apply(first);
    assert.deepEqual((await evaluationOf('21')).content.entries, {
      'C1.1-1': { levelId: '3', comment: 'Sourire.' },
      'C1.1-2': { levelId: '2', comment: 'Plus tard.' },
    });
  });

  it('leaves what is ready so, but where something opens', async () => {
    const ready = { at: NOW, by: teacher };
    await storeOne('21', { ready });
    await apply(shorter);
    assert.deepEqual((await evaluationOf('21')).ready, ready);
    await apply({ gridVersionId: 'grid-1@3', grid: { ...welcomeGrid, scale: otherScale } });
    assert.equal((await evaluationOf('21')).ready, undefined);
  });

  it('keeps the activity’s purpose', async () => {
    await apply(secondVersion({ purpose: 'certificative' }));
    assert.equal((await activityNow()).grid.purpose, 'formative');
  });

  it('refuses while one evaluation is closed, and writes nothing', async () => {
    await storeOne('21');
    const closed = await storeOne('22', { closing: { at: NOW, by: teacher, hash: 'ab' } });
    assert.deepEqual(await apply(shorter), { kind: 'closed' });
    assert.deepEqual(await activityNow(), welcomeActivity);
    assert.deepEqual(await evaluationOf('22'), closed);
  });

  it('lets one of two teachers apply', async () => {
    await publishOne('21');
    const third = { gridVersionId: 'grid-1@3', grid: { ...welcomeGrid, maximumHundredths: 1000 } };
    const outcomes = await Promise.all([apply(shorter, ['21']), apply(third, ['21'])]);
    assert.deepEqual(outcomes.map(({ kind }) => kind).toSorted(), ['applied', 'movedOn']);
    const { gridVersionId, pastGrids } = await activityNow();
    const { publication, history } = await evaluationOf('21');
    assert.equal(publication?.gridVersionId, gridVersionId);
    assert.equal(history.filter(({ action }) => action === 'applied').length, 1);
    assert.equal(pastGrids?.length, 1);
  });

  it('leaves a publication that a colleague made meanwhile', async () => {
    const published = await publishOne('21');
    const list = await stores().evaluations.list('activity-1');
    const meanwhile = publish(published, welcomeActivity, COLLEAGUE, LATER);
    assert.equal(meanwhile.kind, 'published');
    await stores().evaluations.save(meanwhile.evaluation);
    const choice = { target: shorter, republishedSubs: new Set(['21']), by: teacher };
    await applyVersion(welcomeActivity, list, choice, ports());
    const { publication } = await evaluationOf('21');
    assert.equal(publication?.gridVersionId, 'grid-1@1');
    assert.deepEqual(publication?.by, COLLEAGUE);
  });

  it('takes in what a colleague saves at the same instant', async () => {
    await storeOne('21');
    const { evaluations } = stores();
    let interrupted = false;
    const interrupting: EvaluationStore = {
      ...evaluations,
      async save(evaluation) {
        if (!interrupted) {
          interrupted = true;
          const current = await evaluationOf('21');
          await evaluations.save({ ...current, content: { ...current.content, comment: 'Meanwhile' } });
        }
        return evaluations.save(evaluation);
      },
    };
    await apply(shorter, [], ports(interrupting));
    const { content, gridVersionId } = await evaluationOf('21');
    assert.deepEqual([content.comment, gridVersionId], ['Meanwhile', 'grid-1@2']);
  });

  describe('after a crash in the middle', () => {
    const SUBS = Array.from({ length: 20 }, (_, i) => String(21 + i));

    /** Dies at the nth write of an evaluation. */
    const dyingAt = (count: number): EvaluationStore => {
      let writes = 0;
      return {
        ...stores().evaluations,
        async save(evaluation) {
          writes += 1;
          if (writes >= count) throw new Error('killed');
          return stores().evaluations.save(evaluation);
        },
      };
    };

    async function crash(): Promise<void> {
      for (const sub of SUBS) await publishOne(sub);
      await assert.rejects(apply(shorter, SUBS, ports(dyingAt(12))), /killed/);
    }

    const all = () => Promise.all(SUBS.map(evaluationOf));

    it('is found again, with what is still to be done', async () => {
      await crash();
      const [unfinished, ...others] = await stores().activities.listUnfinished();
      assert.equal(others.length, 0);
      assert.equal(unfinished?.gridVersionId, 'grid-1@2');
      assert.equal(unfinished?.application?.republished.length, 20);
      const moved = (await all()).filter(({ gridVersionId }) => gridVersionId === 'grid-1@2');
      assert.ok(moved.length > 0 && moved.length < 20, `${moved.length} moved`);
    });

    it('is finished exactly once, by however many', async () => {
      await crash();
      const [unfinished] = await stores().activities.listUnfinished();
      assert.ok(unfinished);
      await Promise.all([finishApplication(unfinished, ports()), finishApplication(unfinished, ports())]);
      await finishApplication(unfinished, ports());
      for (const { publication, delivery, history, gridVersionId } of await all()) {
        assert.equal(gridVersionId, 'grid-1@2');
        assert.deepEqual(publication?.mark, { hundredths: 2000, maximumHundredths: 2000 });
        assert.equal(delivery?.version, 2);
        assert.equal(history.filter(({ action }) => action === 'applied').length, 1);
      }
      assert.deepEqual(await stores().activities.listUnfinished(), []);
    });

    it('lets no other version in before it is finished', async () => {
      await crash();
      const third = { gridVersionId: 'grid-1@3', grid: { ...welcomeGrid, title: 'Third' } };
      assert.deepEqual(await apply(third), { kind: 'movedOn' });
    });
  });
});

eachStores('finishApplication', (stores) => {
  it('has nothing to do on an activity without one', async () => {
    await stores().activities.addOnce(welcomeActivity);
    assert.equal(await finishApplication(welcomeActivity, stores()), welcomeActivity);
  });
});
