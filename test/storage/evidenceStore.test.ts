import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import { addEvidence } from '../../src/evaluation/evidence/addEvidence.js';
import { MAXIMUM_EVIDENCE, type EvidenceFolder } from '../../src/evaluation/evidence/evidence.js';
import { welcomeActivity } from '../support/activities.js';
import { eachStores, winners } from '../support/eachStores.js';
import { AT, chloe, claire, evidence, folder, later, photoFile } from '../support/evidence.js';
import { MemoryFiles } from '../support/memoryEvidence.js';

eachStores('EvidenceStore', (stores) => {
  const store = () => stores().evidence;
  const ACTIVITY = welcomeActivity.id;
  const save = async (wanted: EvidenceFolder): Promise<EvidenceFolder> => {
    const saved = await store().save(wanted);
    assert.ok(saved, 'another write came first');
    return saved;
  };
  const whole = folder(
    evidence('photo', {
      criterionId: 'C1.1-1',
      title: 'Au comptoir',
      content: { kind: 'file', file: photoFile },
    }),
    evidence('text', { by: claire }),
    evidence('link', {
      content: { kind: 'link', url: 'https://example.org/' },
      removed: { at: AT, by: chloe },
    }),
  );

  it('knows nothing at first', async () => {
    assert.equal(await store().find(ACTIVITY, '21'), undefined);
    assert.deepEqual(await store().counts(ACTIVITY), []);
  });

  it('gives back what was saved, moments included', async () => {
    const saved = await save(whole);
    assert.deepEqual(saved, { ...whole, revision: 1 });
    assert.deepEqual(await store().find(ACTIVITY, '21'), saved);
    const next = await save({ ...saved, items: saved.items.slice(1) });
    assert.deepEqual(await store().find(ACTIVITY, '21'), next);
    assert.equal(next.revision, 2);
  });

  it('keeps apart learners and activities, whatever their ids look like', async () => {
    await save({ ...whole, activityId: 'a","b', learnerSub: 'c' });
    assert.equal(await store().find('a', 'b","c'), undefined);
    assert.equal(await store().find(ACTIVITY, '22'), undefined);
  });

  it('writes nothing over another write', async () => {
    const saved = await save(whole);
    assert.equal(await store().save(whole), undefined, 'a second first one');
    await save({ ...saved, items: [] });
    assert.equal(await store().save({ ...saved, items: [evidence('late')] }), undefined);
    assert.deepEqual((await store().find(ACTIVITY, '21'))?.items, []);
  });

  it('lets one of several first ones through', async () => {
    const first = Array.from({ length: 8 }, (_, n) => folder(evidence(`n-${n}`)));
    const saved = await Promise.all(first.map((one) => store().save(one)));
    assert.equal(winners(saved), 1);
  });

  it('holds the limit of a folder under thirty additions at once', async () => {
    let ids = 0;
    const ports = {
      evidence: store(),
      evidenceFiles: new MemoryFiles(),
      mediaReader: { read: () => assert.fail('there is no file') },
      now: () => AT,
      newId: () => `id-${(ids += 1)}`,
    };
    const added = { title: '', content: { kind: 'text' as const, text: 'Là' }, by: chloe, fallbackName: '' };
    const place = { activity: welcomeActivity, learnerSub: '21' };
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => addEvidence(place, added, ports)));
    assert.equal(outcomes.filter(({ kind }) => kind === 'added').length, MAXIMUM_EVIDENCE);
    const stored = await store().find(ACTIVITY, '21');
    assert.equal(stored?.items.length, MAXIMUM_EVIDENCE);
    assert.equal(stored?.revision, MAXIMUM_EVIDENCE);
  });

  it('counts what is there, and when the learner added what', async () => {
    await save(whole);
    const other = {
      ...folder(evidence('b', { at: later(5) }), evidence('c', { at: later(9) })),
      learnerSub: '22',
    };
    await save(other);
    await save({ ...folder(evidence('gone', { removed: { at: AT, by: chloe } })), learnerSub: '23' });
    await save({ ...other, activityId: 'another' });
    const counts = await store().counts(ACTIVITY);
    assert.deepEqual(
      counts.toSorted((a, b) => a.learnerSub.localeCompare(b.learnerSub)),
      [
        { learnerSub: '21', total: 2, learnerAddedAt: [AT] },
        { learnerSub: '22', total: 2, learnerAddedAt: [later(5), later(9)] },
      ],
    );
  });

  it('lists what was taken away before a moment, the longest ago first', async () => {
    const removedAt = (sub: string, ...moments: readonly Date[]) => ({
      ...folder(...moments.map((at, n) => evidence(`${sub}-${n}`, { removed: { at, by: chloe } }))),
      learnerSub: sub,
    });
    await save(removedAt('22', later(50), later(10)));
    await save(removedAt('21', later(5)));
    await save(removedAt('23', later(100)));
    await save({ ...folder(evidence('there')), learnerSub: '24' });
    const due = await store().listRemovedBefore(later(50));
    assert.deepEqual(
      due.map(({ learnerSub }) => learnerSub),
      ['21', '22'],
    );
    const [first] = due;
    await save({ ...first!, items: [evidence('only this')] });
    assert.deepEqual(
      (await store().listRemovedBefore(later(50))).map(({ learnerSub }) => learnerSub),
      ['22'],
    );
  });

  it('tells which files a folder names', async () => {
    await save(whole);
    const named = await store().namedFiles(['file-1', 'thumbnail-1', 'orphan']);
    assert.deepEqual([...named].toSorted(), ['file-1', 'thumbnail-1']);
    assert.deepEqual(await store().namedFiles([]), new Set());
  });

  it('takes no object for an id', async () => {
    const hostile = { $ne: '' } as unknown as string;
    await assert.rejects(async () => store().find(hostile, '21'), BadRequest);
    await assert.rejects(async () => store().find(ACTIVITY, hostile), BadRequest);
    await assert.rejects(async () => store().counts(hostile), BadRequest);
    await assert.rejects(async () => store().namedFiles([hostile]), BadRequest);
  });
});
