import assert from 'node:assert/strict';
import { BadRequest, NotFound } from '../../src/errors.js';
import type { SelfAssessment } from '../../src/evaluation/selfAssessment/selfAssessment.js';
import { eachStores } from '../support/eachStores.js';
import { selfDraft } from '../support/selfAssessments.js';

const submittedAt = new Date('2040-01-16T10:00:00Z');
const seenAt = new Date('2040-01-16T11:00:00Z');
const resultSeenAt = new Date('2040-01-17T10:00:00Z');

eachStores('SelfAssessmentStore', (stores) => {
  const store = () => stores().selfAssessments;
  const saved = async (one: SelfAssessment) => {
    const outcome = await store().save(one);
    assert.equal(outcome.kind, 'saved');
    return outcome.kind === 'saved' ? outcome.selfAssessment : one;
  };

  it('gives back what was saved, its dotted criterion ids included', async () => {
    assert.equal(await store().find('activity-1', '21'), undefined);
    const first = await saved(selfDraft);
    assert.deepEqual(first, { ...selfDraft, revision: 1 });
    assert.deepEqual(await store().find('activity-1', '21'), first);
  });

  it('keeps learners and activities apart', async () => {
    await saved(selfDraft);
    assert.equal(await store().find('activity-1', '22'), undefined);
    assert.equal(await store().find('activity-2', '21'), undefined);
  });

  it('writes and takes back each moment', async () => {
    const first = await saved(selfDraft);
    const submitted = await saved({ ...first, submittedAt });
    assert.deepEqual(await store().find('activity-1', '21'), { ...first, submittedAt, revision: 2 });
    const { submittedAt: _back, ...draft } = submitted;
    const back = await saved(draft);
    assert.deepEqual(await store().find('activity-1', '21'), { ...first, revision: 3 });
    await saved({ ...back, resultSeenAt });
    assert.deepEqual(await store().find('activity-1', '21'), { ...first, resultSeenAt, revision: 4 });
  });

  it('overwrites no other revision, and gives the stored one', async () => {
    const first = await saved(selfDraft);
    const second = await saved({ ...first, content: { entries: {}, comment: 'Deux.' } });
    const late = { ...first, content: { entries: {}, comment: 'Trop tard.' } };
    assert.deepEqual(await store().save(late), { kind: 'conflict', current: second });
    assert.deepEqual(await store().save({ ...selfDraft, id: 'self-2' }), {
      kind: 'conflict',
      current: second,
    });
  });

  it('lets one of ten begin', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => store().save({ ...selfDraft, id: `self-${i}` })),
    );
    assert.equal(all.filter(({ kind }) => kind === 'saved').length, 1);
  });

  it('lists what is submitted in one activity, and when a teacher last saw it', async () => {
    await saved({ ...selfDraft, submittedAt });
    await saved({ ...selfDraft, id: 'self-2', learnerSub: '22' });
    await saved({ ...selfDraft, id: 'self-3', learnerSub: '23', submittedAt });
    await saved({ ...selfDraft, id: 'self-4', learnerSub: '24', activityId: 'activity-2', submittedAt });
    await store().markSeen('self-3', seenAt);
    const listed = await store().listSubmitted('activity-1');
    assert.deepEqual(
      listed.toSorted((a, b) => a.learnerSub.localeCompare(b.learnerSub)),
      [
        { learnerSub: '21', submittedAt },
        { learnerSub: '23', submittedAt, teacherSeenAt: seenAt },
      ],
    );
    assert.deepEqual(await store().listSubmitted('activity-3'), []);
  });

  it('is seen without getting in the way of what the learner writes', async () => {
    const submitted = await saved({ ...selfDraft, submittedAt });
    await store().markSeen(selfDraft.id, seenAt);
    const again = await saved({ ...submitted, content: { entries: {}, comment: 'Relu.' } });
    assert.deepEqual(await store().find('activity-1', '21'), { ...again, teacherSeenAt: seenAt });
  });

  it('says so when there is nothing to write over', async () => {
    await assert.rejects(store().save({ ...selfDraft, revision: 1 }), NotFound);
  });

  it('takes nothing but text for ids', async () => {
    const anything = { $ne: '' } as unknown as string;
    await assert.rejects(store().find(anything, '21'), BadRequest);
    await assert.rejects(store().find('activity-1', anything), BadRequest);
    await assert.rejects(store().listSubmitted(anything), BadRequest);
    await assert.rejects(store().markSeen(anything, seenAt), BadRequest);
  });
});
