import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { GroupJudgement } from '../../src/evaluation/group/groupJudgement.js';
import { eachStores } from '../support/eachStores.js';
import { draftEvaluation, teacher } from '../support/evaluations.js';

const judgement: GroupJudgement = {
  activityId: 'activity-1',
  groupId: 'lms.1',
  revision: 0,
  gridVersionId: 'grid-1@1',
  content: draftEvaluation.content,
  updatedAt: new Date('2040-01-16T09:30:00Z'),
  updatedBy: teacher,
};

eachStores('GroupJudgementStore', (stores) => {
  const store = () => stores().groupJudgements;
  const found = () => store().find('activity-1', 'lms.1');

  it('knows none of a group that nobody has judged', async () => {
    assert.equal(await found(), undefined);
  });

  it('gives back what was saved, with the next revision', async () => {
    assert.equal(await store().save(judgement), true);
    assert.deepEqual(await found(), { ...judgement, revision: 1 });
    const next = { ...judgement, revision: 1, content: { ...judgement.content, comment: '' } };
    assert.equal(await store().save(next), true);
    assert.deepEqual(await found(), { ...next, revision: 2 });
  });

  it('writes nothing over a revision that was not read', async () => {
    await store().save(judgement);
    assert.equal(await store().save({ ...judgement, gridVersionId: 'grid-1@2' }), false);
    assert.equal(await store().save({ ...judgement, revision: 2 }), false);
    assert.deepEqual(await found(), { ...judgement, revision: 1 });
  });

  it('takes one of two first judgements at once', async () => {
    const saved = await Promise.all([store().save(judgement), store().save(judgement)]);
    assert.deepEqual(saved.toSorted(), [false, true]);
  });

  it('keeps activities and groups apart', async () => {
    await store().save(judgement);
    assert.equal(await store().find('activity-2', 'lms.1'), undefined);
    assert.equal(await store().find('activity-1', 'lms.2'), undefined);
    assert.equal(await store().find('activity-1lms', '.1'), undefined);
  });

  it('takes nothing but text for ids, and whole numbers for revisions', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(store().find('activity-1', anything), BadRequest);
    await assert.rejects(store().save({ ...judgement, activityId: anything }), BadRequest);
    const any = { $gte: 0 } as unknown as number;
    await assert.rejects(store().save({ ...judgement, revision: any }), BadRequest);
  });
});
