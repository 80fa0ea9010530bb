import assert from 'node:assert/strict';
import {
  changeSelf,
  onCurrentGrid,
  placeSelf,
  seen,
  takenBack,
  withKept,
  type Placement,
} from '../../../src/evaluation/selfAssessment/placeSelf.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { MemorySelfAssessments, selfDraft } from '../../support/selfAssessments.js';
import { greeting, movedTo, otherScale, secondVersion } from '../../support/versions.js';

const at = new Date('2040-01-16T10:00:00Z');
const other = { entries: { 'C1.1-1': { levelId: '1' } }, comment: '' };

describe('placeSelf', () => {
  let store: MemorySelfAssessments;
  const stored = { ...selfDraft, revision: 3 };
  const place = (changes: Partial<Placement> = {}, resultWaits = false) =>
    placeSelf(
      stored,
      { content: other, revision: 3, submits: false, ...changes },
      { at, resultWaits },
      store,
    );

  beforeEach(() => {
    store = new MemorySelfAssessments(stored);
  });

  it('keeps a draft', async () => {
    const outcome = await place();
    assert.ok(outcome.kind === 'saved');
    assert.deepEqual(outcome.selfAssessment, { ...stored, content: other, updatedAt: at, revision: 4 });
  });

  it('submits, and for good where the result shows at once', async () => {
    const outcome = await place({ submits: true });
    assert.ok(outcome.kind === 'saved');
    assert.deepEqual(
      [outcome.selfAssessment.submittedAt, outcome.selfAssessment.resultSeenAt],
      [at, undefined],
    );
    store.all.set('21', stored);
    const waiting = await place({ submits: true }, true);
    assert.ok(waiting.kind === 'saved');
    assert.deepEqual([waiting.selfAssessment.submittedAt, waiting.selfAssessment.resultSeenAt], [at, at]);
  });

  it('submits nothing without a level', async () => {
    const content = { entries: { 'C1.1-1': { comment: 'Je ne sais pas.' } }, comment: 'Bof.' };
    assert.deepEqual(await place({ content, submits: true }), { kind: 'nothingPlaced' });
    assert.equal(store.saves, 0);
    assert.equal((await place({ content })).kind, 'saved', 'as a draft it is kept');
  });

  it('overwrites nothing that another window wrote since', async () => {
    assert.deepEqual(await place({ revision: 2 }), { kind: 'conflict', current: stored });
    store.beforeSave = () => {
      store.beforeSave = () => {};
      store.write(stored);
    };
    const outcome = await place();
    assert.ok(outcome.kind === 'conflict');
    assert.equal(outcome.current.revision, 4);
  });

  it('keeps once what is sent twice, whatever revision it names', async () => {
    const again = await place({ content: stored.content, revision: 2 });
    assert.deepEqual(again, { kind: 'saved', selfAssessment: stored });
    assert.equal(store.saves, 0);
  });
});

describe('changeSelf', () => {
  const submitted = { ...selfDraft, revision: 1, submittedAt: at };

  it('takes back what was submitted, and once', async () => {
    const store = new MemorySelfAssessments(submitted);
    const back = await changeSelf(submitted, takenBack, store);
    assert.equal(back.submittedAt, undefined);
    assert.deepEqual(back.content, submitted.content);
    assert.equal(await changeSelf(back, takenBack, store), back);
    assert.equal(store.saves, 1);
  });

  it('notes the first look at the result, on whatever was written meanwhile', async () => {
    const store = new MemorySelfAssessments(submitted);
    store.beforeSave = () => {
      store.beforeSave = () => {};
      store.write({ ...submitted, content: other });
    };
    const looked = await changeSelf(submitted, (current) => seen(current, at), store);
    assert.deepEqual([looked.resultSeenAt, looked.content, looked.revision], [at, other, 3]);
    const later = new Date('2040-01-17T10:00:00Z');
    assert.equal((await changeSelf(looked, (one) => seen(one, later), store)).resultSeenAt, at);
  });

  it('gives up on a store that always says no', async () => {
    const store = new MemorySelfAssessments(submitted);
    store.beforeSave = () => store.write(store.all.get('21') ?? submitted);
    await assert.rejects(changeSelf(submitted, takenBack, store), /changes faster than it can be written/);
  });
});

describe('onCurrentGrid', () => {
  it('carries a draft to the version of the activity, and back', () => {
    const [onOther, again] = [
      movedTo(secondVersion({ scale: otherScale })),
      movedTo(secondVersion({ criteria: [greeting] })),
    ];
    const carried = onCurrentGrid(selfDraft, onOther);
    assert.equal(carried.gridVersionId, 'grid-1@2');
    assert.equal(carried.content.entries['C1.1-1']?.levelId, undefined);
    assert.equal(carried.content.entries['C1.1-1']?.comment, 'J’ai souri.');
    const back = onCurrentGrid(carried, {
      ...onOther,
      gridVersionId: 'grid-1@3',
      grid: welcomeGrid,
      pastGrids: [...(onOther.pastGrids ?? []), { ...secondVersion({ scale: otherScale }), until: at }],
    });
    assert.equal(back.content.entries['C1.1-1']?.levelId, '4');
    assert.deepEqual(onCurrentGrid(selfDraft, again).content, selfDraft.content);
  });

  it('leaves what is submitted on the version it was made on', () => {
    const submitted = { ...selfDraft, submittedAt: at };
    assert.equal(onCurrentGrid(submitted, movedTo(secondVersion({ scale: otherScale }))), submitted);
    assert.equal(onCurrentGrid(selfDraft, welcomeActivity), selfDraft);
  });
});

describe('withKept', () => {
  it('keeps what no form shows: criteria that the grid has no more', () => {
    const activity = movedTo(secondVersion({ criteria: [greeting] }));
    const typed = { entries: { 'C1.1-1': { levelId: '3' } }, comment: '' };
    assert.deepEqual(withKept(typed, selfDraft, activity).entries, {
      'C1.1-1': { levelId: '3' },
      'C1.1-2': { levelId: '2' },
    });
  });
});
