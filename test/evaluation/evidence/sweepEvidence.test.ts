import assert from 'node:assert/strict';
import { UNDO_SECONDS } from '../../../src/evaluation/evidence/evidence.js';
import { EvidenceSweeper } from '../../../src/evaluation/evidence/evidenceSweeper.js';
import { erasePurged, removeOrphans } from '../../../src/evaluation/evidence/sweepEvidence.js';
import { AT, chloe, evidence, folder, later, photoFile } from '../../support/evidence.js';
import { MemoryEvidence, MemoryFiles } from '../../support/memoryEvidence.js';

async function* bytes() {
  yield Buffer.from('x');
}

async function rig({ removed = true } = {}) {
  const content = { kind: 'file' as const, file: photoFile };
  const item = evidence('photo', { content, ...(removed && { removed: { at: AT, by: chloe } }) });
  const store = new MemoryEvidence({ ...folder(item, evidence('text')), revision: 1 });
  const files = new MemoryFiles();
  for (const id of ['file-1', 'thumbnail-1']) await files.put(id, bytes(), AT);
  const clock = { now: AT };
  return { store, files, clock, ports: { evidence: store, evidenceFiles: files, now: () => clock.now } };
}

describe('erasePurged', () => {
  it('erases bytes and names once undo is over', async () => {
    const { store, files, clock, ports } = await rig();
    clock.now = later(UNDO_SECONDS);
    await erasePurged(ports);
    assert.equal(files.all.size, 0);
    assert.deepEqual(
      store.folder?.items.map(({ id }) => id),
      ['text'],
    );
  });

  it('erases nothing before', async () => {
    const { store, files, clock, ports } = await rig();
    clock.now = later(UNDO_SECONDS - 1);
    await erasePurged(ports);
    assert.deepEqual([files.all.size, store.saves], [2, 0]);
  });

  it('leaves what somebody writes to meanwhile to the next sweep', async () => {
    const { store, files, clock, ports } = await rig();
    clock.now = later(UNDO_SECONDS);
    const found = await store.listRemovedBefore(AT);
    store.folder = { ...store.folder!, revision: 2 };
    await erasePurged({ ...ports, evidence: Object.assign(store, { listRemovedBefore: async () => found }) });
    assert.deepEqual([files.all.size, store.saves], [2, 0]);
  });
});

describe('removeOrphans', () => {
  it('removes what no folder names, once nobody can be sending it any more', async () => {
    const { files, clock, ports } = await rig({ removed: false });
    await files.put('orphan', bytes(), AT);
    clock.now = later(3600);
    assert.equal(await removeOrphans(ports), 0);
    clock.now = later(3601);
    assert.equal(await removeOrphans(ports), 1);
    assert.deepEqual([...files.all.keys()], ['file-1', 'thumbnail-1']);
  });
});

describe('EvidenceSweeper', () => {
  const options = (errors: unknown[] = []) => ({
    everySeconds: 3600,
    orphansEverySeconds: 6 * 3600,
    onError: (error: unknown) => void errors.push(error),
  });

  it('looks at once for both, and for orphans again after six hours', async () => {
    const { files, clock, ports } = await rig();
    await files.put('orphan', bytes(), AT);
    clock.now = later(3601);
    const sweeper = new EvidenceSweeper(ports, options());
    sweeper.start();
    await sweeper.stop();
    assert.equal(files.all.size, 0);

    await files.put('second', bytes(), AT);
    await sweeper.sweep();
    assert.equal(files.all.size, 1);
    clock.now = later(3601 + 6 * 3600);
    await sweeper.sweep();
    assert.equal(files.all.size, 0);
  });

  it('tells what fails, and goes on with the next look', async () => {
    const { store, files, clock, ports } = await rig();
    clock.now = later(UNDO_SECONDS);
    const errors: unknown[] = [];
    let failing = true;
    const evidencePort = Object.assign(Object.create(store) as MemoryEvidence, {
      listRemovedBefore: (moment: Date) => {
        if (failing) throw new Error('no store');
        return store.listRemovedBefore(moment);
      },
      save: (saved: Parameters<MemoryEvidence['save']>[0]) => store.save(saved),
    });
    const sweeper = new EvidenceSweeper({ ...ports, evidence: evidencePort }, options(errors));
    await sweeper.sweep();
    assert.equal(errors.length, 1);
    failing = false;
    await sweeper.sweep();
    assert.deepEqual([errors.length, files.all.size], [1, 0]);
  });
});
