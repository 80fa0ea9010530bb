import assert from 'node:assert/strict';
import type { Activity } from '../../../src/evaluation/activity.js';
import { onCurrentVersion } from '../../../src/evaluation/appliedEvaluation.js';
import { applyVersion } from '../../../src/evaluation/applyVersion.js';
import { EMPTY_CONTENT } from '../../../src/evaluation/changeContent.js';
import type { CriterionEntry, Evaluation, EvaluationStore } from '../../../src/evaluation/evaluation.js';
import { evaluationStatus } from '../../../src/evaluation/evaluationStatus.js';
import { countingEffect, type CountingChoice } from '../../../src/evaluation/observation/countingEffect.js';
import type { CountingRule, Observation } from '../../../src/evaluation/observation/observation.js';
import { movedGrid } from '../../../src/evaluation/movedGrid.js';
import { observedMark } from '../../../src/evaluation/observation/observedKey.js';
import { finishUnfinished } from '../../../src/evaluation/observation/finishUnfinished.js';
import { finishRecount, switchCounting } from '../../../src/evaluation/observation/switchCounting.js';
import { publish } from '../../../src/evaluation/publish.js';
import { versionEffect } from '../../../src/evaluation/versionEffect.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { eachStores } from '../../support/eachStores.js';
import { draftEvaluation, teacher } from '../../support/evaluations.js';
import { seen } from '../../support/observations.js';
import { otherScale, secondVersion } from '../../support/versions.js';

const NOW = new Date('2040-06-16T10:00:00Z');
const COLLEAGUE = { sub: '8', name: 'Marc Delmas' };
const FIRST = 'C1.1-1';
const byHand: Activity = { ...welcomeActivity, counting: 'byHand' };

/** Insufficient, then good, then mastered. */
const three = [seen('a', '2040-01-10', '2'), seen('b', '2040-02-10', '4'), seen('c', '2040-03-10', '3')];

const observed = (observations: readonly Observation[]): Partial<Evaluation> => ({
  observations,
  observed: observedMark(observations)!,
});
const judged = (levelId: string, entry: CriterionEntry = {}): Evaluation['content'] => ({
  ...EMPTY_CONTENT,
  entries: { [FIRST]: { ...entry, levelId } },
});

eachStores('switchCounting', (stores) => {
  let ids: number;

  const ports = (evaluations: EvaluationStore = stores().evaluations) => ({
    activities: stores().activities,
    evaluations,
    now: () => NOW,
    newId: () => `recount-${(ids += 1)}`,
  });

  beforeEach(async () => {
    ids = 0;
    await stores().activities.addOnce(byHand);
  });

  async function storeOne(learnerSub: string, changes: Partial<Evaluation> = {}): Promise<Evaluation> {
    const outcome = await stores().evaluations.save({
      ...draftEvaluation,
      id: `evaluation-${learnerSub}`,
      gridVersionId: 'grid-1@1',
      learnerSub,
      content: judged('1'),
      history: [],
      ...observed(three),
      ...changes,
    });
    assert.equal(outcome.kind, 'saved');
    return outcome.evaluation;
  }

  async function publishOne(learnerSub: string, changes: Partial<Evaluation> = {}): Promise<Evaluation> {
    const outcome = publish(await storeOne(learnerSub, changes), byHand, teacher, NOW);
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

  const levelOf = async (learnerSub: string) =>
    (await evaluationOf(learnerSub)).content.entries[FIRST]?.levelId;

  const switchTo = async (counting: CountingRule | undefined, keepsChoices = false, with_ = ports()) =>
    switchCounting(await activityNow(), { ...(counting && { counting }), keepsChoices }, COLLEAGUE, with_);

  for (const [rule, level] of [
    ['last', '3'],
    ['best', '4'],
    ['mean', '3'],
  ] as const) {
    it(`has « ${rule} » make every level, with a line of history each`, async () => {
      await storeOne('21');
      await storeOne('22', { content: judged('4', { comment: 'Bien.' }) });
      const outcome = await switchTo(rule);
      assert.equal(outcome.kind, 'switched');
      const activity = await activityNow();
      assert.deepEqual([activity.counting, activity.recount], [rule, undefined]);
      assert.deepEqual([await levelOf('21'), await levelOf('22')], [level, level]);
      const { history, updatedBy, counted } = await evaluationOf('21');
      assert.deepEqual([history.length, history[0]?.action, history[0]?.by], [1, 'recounted', COLLEAGUE]);
      assert.deepEqual(history[0]?.changes, [{ field: 'level', criterionId: FIRST, from: '1', to: level }]);
      assert.deepEqual([updatedBy, counted?.rule, counted?.byHand], [COLLEAGUE, rule, []]);
      assert.equal((await evaluationOf('22')).content.entries[FIRST]?.comment, 'Bien.');
    });
  }

  it('publishes and sends nothing: what is published waits to be published again', async () => {
    const before = await publishOne('21');
    await switchTo('best');
    const after = await evaluationOf('21');
    assert.deepEqual(after.publication, before.publication);
    assert.deepEqual(after.delivery, before.delivery);
    assert.equal(evaluationStatus(after), 'republish');
  });

  it('writes no evaluation without observations, and none whose rule has not changed', async () => {
    const { observations: _none, observed: _not, ...plain } = await storeOne('22');
    const outcome = await stores().evaluations.save({ ...plain, learnerSub: '22' });
    assert.equal(outcome.kind, 'saved');
    await switchTo('last');
    assert.deepEqual(await evaluationOf('22'), outcome.evaluation);
    await storeOne('23');
    const activity = {
      ...(await activityNow()),
      recount: { id: 'r', by: teacher, at: NOW, keepsChoices: false },
    };
    await finishRecount(activity, ports());
    const counted = await evaluationOf('23');
    await finishRecount(activity, ports());
    assert.deepEqual(await evaluationOf('23'), counted);
  });

  it('keeps what the teacher chose where they say so, and gives it back criterion by criterion', async () => {
    await storeOne('21');
    await switchTo('best', true);
    assert.equal(await levelOf('21'), '1');
    const { counted, history } = await evaluationOf('21');
    assert.deepEqual([counted?.byHand, counted?.levels[FIRST], history.length], [[FIRST], '4', 0]);
  });

  it('keeps choices against one rule under the next, and leaves the levels when no rule makes them', async () => {
    await storeOne('21');
    await storeOne('22');
    await switchTo('last');
    const { counted, ...rest } = await evaluationOf('21');
    await stores().evaluations.save({
      ...rest,
      content: judged('2'),
      counted: { ...counted!, byHand: [FIRST] },
    });
    await switchTo('best');
    assert.deepEqual([await levelOf('21'), await levelOf('22')], ['2', '4']);
    await switchTo(undefined);
    assert.deepEqual([await levelOf('21'), await levelOf('22')], ['2', '4']);
    assert.equal((await evaluationOf('21')).counted, undefined);
    assert.equal((await activityNow()).counting, undefined);
  });

  it('does nothing while an evaluation is closed', async () => {
    await storeOne('21', { closing: { at: NOW, by: teacher, hash: 'a0'.repeat(32) } });
    await storeOne('22');
    assert.equal((await switchTo('last')).kind, 'closed');
    assert.deepEqual([(await activityNow()).counting, await levelOf('22')], ['byHand', '1']);
  });

  it('does nothing once a colleague has chosen another rule', async () => {
    const before = await activityNow();
    await switchTo('last');
    const choice: CountingChoice = { counting: 'best', keepsChoices: false };
    assert.equal((await switchCounting(before, choice, teacher, ports())).kind, 'movedOn');
    assert.equal((await activityNow()).counting, 'last');
  });

  it('is finished by whoever comes after a crash', async () => {
    for (const sub of ['21', '22', '23']) await storeOne(sub);
    let saves = 0;
    const dying: EvaluationStore = {
      ...stores().evaluations,
      save: (evaluation) => {
        saves += 1;
        if (saves > 1) throw new Error('killed');
        return stores().evaluations.save(evaluation);
      },
    };
    await assert.rejects(switchTo('best', false, ports(dying)), /killed/);
    assert.ok((await activityNow()).recount);
    const fail = (error: unknown) => assert.fail(String(error));
    const finished = await finishUnfinished(ports(), fail);
    assert.deepEqual(finished, [{ activityId: welcomeActivity.id, what: 'counting' }]);
    assert.deepEqual(await finishUnfinished(ports(), fail), []);
    for (const sub of ['21', '22', '23']) assert.equal(await levelOf(sub), '4');
    assert.equal((await activityNow()).recount, undefined);
  });

  it('loses no stroke that lands while it writes', async () => {
    await storeOne('21');
    let landed = false;
    const busy: EvaluationStore = {
      ...stores().evaluations,
      save: async (evaluation) => {
        if (!landed) {
          landed = true;
          const current = await evaluationOf('21');
          const comment = { ...current, content: { ...current.content, comment: 'Entre-temps.' } };
          await stores().evaluations.save(comment);
        }
        return stores().evaluations.save(evaluation);
      },
    };
    await switchTo('best', false, ports(busy));
    const { content } = await evaluationOf('21');
    assert.deepEqual([content.comment, content.entries[FIRST]?.levelId], ['Entre-temps.', '4']);
  });

  it('does what its effect said, learner by learner', async () => {
    await publishOne('21');
    await storeOne('22', { content: judged('4') });
    await storeOne('23', { content: judged('4'), ...observed([seen('a', '2040-01-10', '4')]) });
    for (const choice of [
      { counting: 'mean', keepsChoices: true },
      { counting: 'mean', keepsChoices: false },
      { counting: 'best', keepsChoices: false },
    ] as const) {
      const activity = await activityNow();
      const effect = countingEffect(activity, await stores().evaluations.listObserved('activity-1'), choice);
      const outcome = await switchCounting(activity, choice, COLLEAGUE, ports());
      assert.equal(outcome.kind, 'switched');
      const changed = effect.learners.filter(({ changes }) => changes.length > 0);
      assert.deepEqual([effect.learners.length, changed.length > 0], [3, !choice.keepsChoices]);
      for (const { learnerSub, changes, republish } of effect.learners) {
        const after = await evaluationOf(learnerSub);
        for (const { to } of changes) assert.equal(after.content.entries[FIRST]?.levelId, to?.id);
        if (republish) assert.equal(evaluationStatus(after), 'republish');
      }
      // Back to where it began, for the next choice.
      await switchTo('byHand');
    }
  });
});

describe('countingEffect', () => {
  const evaluation = { ...draftEvaluation, content: judged('1'), ...observed(three) };
  const effectOf = (choice: CountingChoice, changes: Partial<Evaluation> = {}) =>
    countingEffect(byHand, [{ ...evaluation, ...changes }], choice);

  it('tells the levels that change and the mark they make', () => {
    const [effect] = effectOf({ counting: 'best', keepsChoices: false }).learners;
    assert.deepEqual(
      effect?.changes.map(({ criterion, from, to }) => [criterion.id, from?.id, to?.id]),
      [[FIRST, '1', '4']],
    );
    assert.deepEqual([effect?.before, effect?.after, effect?.republish], [0, 2000, false]);
  });

  it('tells that nothing changes where choices are kept', () => {
    const [effect] = effectOf({ counting: 'best', keepsChoices: true }).learners;
    assert.deepEqual(effect?.changes, []);
  });

  it('leaves out those without observations, and names the closed ones', () => {
    const { observations: _none, ...plain } = evaluation;
    assert.deepEqual(countingEffect(byHand, [plain], { counting: 'best', keepsChoices: false }).learners, []);
    const closing = { at: NOW, by: teacher, hash: 'a0' };
    const { closed, learners } = effectOf({ counting: 'best', keepsChoices: false }, { closing });
    assert.deepEqual([closed, learners], [['21'], []]);
  });

  it('tells what will have to be published again', () => {
    const published = publish(evaluation, byHand, teacher, NOW);
    assert.equal(published.kind, 'published');
    const after = countingEffect(byHand, [published.evaluation], { counting: 'last', keepsChoices: false });
    assert.equal(after.learners[0]?.republish, true);
  });
});

describe('another version of the grid', () => {
  const last: Activity = { ...welcomeActivity, counting: 'last' };
  const evaluation: Evaluation = {
    ...draftEvaluation,
    gridVersionId: 'grid-1@1',
    content: judged('3'),
    ...observed(three),
    counted: { rule: 'last', levels: { [FIRST]: '3' }, byHand: [] },
  };
  const other = secondVersion({ scale: otherScale });

  it('keeps observations as they are, and counts none of a scale that was left', () => {
    const [effect] = versionEffect(last, [evaluation], other).learners;
    assert.deepEqual(
      effect?.toJudgeAgain.map(({ level }) => level.id),
      ['3'],
    );
    const moved = onCurrentVersion(evaluation, movedActivity(last));
    assert.deepEqual(moved.observations, three);
    assert.equal(moved.content.entries[FIRST]?.levelId, undefined);
    assert.deepEqual(moved.counted?.levels, {});
  });

  it('brings the levels back with the scale', () => {
    const there = onCurrentVersion(evaluation, movedActivity(last));
    const first = { gridVersionId: 'grid-1@1', grid: welcomeGrid };
    const back = { ...last, ...movedGrid(movedActivity(last), first, NOW) };
    const { content, counted } = onCurrentVersion(there, back);
    assert.deepEqual([content.entries[FIRST]?.levelId, counted?.byHand], ['3', []]);
  });

  it('counts anew where the levels have other shares, and its effect says so', () => {
    const levels = welcomeGrid.scale.levels.map((level) =>
      level.id === '2' ? { ...level, sharePercent: 66 } : level,
    );
    const reweighed = secondVersion({ scale: { ...welcomeGrid.scale, levels } });
    const mean = { ...last, counting: 'mean' } as const;
    const low = [seen('a', '2040-01-10', '1'), seen('b', '2040-01-11', '4')];
    const counted = { rule: 'mean', levels: { [FIRST]: '2' }, byHand: [] } as const;
    const [effect] = versionEffect(
      mean,
      [{ ...evaluation, content: judged('2'), ...observed([...low, ...low.slice(1)]), counted }],
      reweighed,
    ).learners;
    assert.deepEqual([effect?.draft.before?.hundredths, effect?.draft.after?.hundredths], [800, 1300]);
  });

  const movedActivity = (activity: Activity): Activity => ({
    ...activity,
    ...movedGrid(activity, other, NOW),
  });
});

eachStores('applyVersion with observations', (stores) => {
  it('does what its effect said, and its publication keeps what was observed', async () => {
    const last: Activity = { ...welcomeActivity, counting: 'last' };
    await stores().activities.addOnce(last);
    const draft = { ...draftEvaluation, gridVersionId: 'grid-1@1', content: judged('3'), ...observed(three) };
    const published = publish({ ...draft, counted: counted('3') }, last, teacher, NOW);
    assert.equal(published.kind, 'published');
    await stores().evaluations.save(published.evaluation);
    const evaluations = await stores().evaluations.listObserved('activity-1');
    const target = secondVersion({ title: 'Autre titre' });
    const outcome = await applyVersion(
      last,
      evaluations,
      { target, republishedSubs: new Set(['21']), by: COLLEAGUE },
      {
        activities: stores().activities,
        evaluations: stores().evaluations,
        now: () => NOW,
        newId: () => 'x',
      },
    );
    assert.equal(outcome.kind, 'applied');
    const after = await stores().evaluations.find('activity-1', '21');
    assert.deepEqual(after?.observations, three);
    assert.deepEqual(after?.publication?.observations, published.evaluation.publication?.observations);
    assert.equal(after && evaluationStatus(after), 'published');
  });

  const counted = (levelId: string) => ({ rule: 'last', levels: { [FIRST]: levelId }, byHand: [] }) as const;
});
