import assert from 'node:assert/strict';
import { addEvidence, type NewEvidence } from '../../../src/evaluation/evidence/addEvidence.js';
import { MAXIMUM_EVIDENCE } from '../../../src/evaluation/evidence/evidence.js';
import type { Media, MediaReading } from '../../../src/evaluation/evidence/mediaReader.js';
import { removeEvidence, restoreEvidence } from '../../../src/evaluation/evidence/removeEvidence.js';
import { welcomeActivity } from '../../support/activities.js';
import { AT, chloe, claire, evidence, folder, later, photoFile } from '../../support/evidence.js';
import { MemoryEvidence, MemoryFiles } from '../../support/memoryEvidence.js';

const place = { activity: welcomeActivity, learnerSub: '21' };
const upload = { path: '/incoming/1', name: '../photo.heic.html', bytes: 6 };
const text: NewEvidence = {
  title: 'Posture',
  content: { kind: 'text', text: 'Debout.' },
  by: chloe,
  fallbackName: 'trace',
};
const file: NewEvidence = { ...text, content: { kind: 'upload', upload } };

async function* bytes(content: string) {
  yield Buffer.from(content);
}

const image: Media = {
  type: 'image/jpeg',
  bytes: 5,
  sha256: 'cd'.repeat(32),
  read: () => bytes('image'),
  image: { width: 640, height: 480, thumbnail: Buffer.from('small') },
};

function rig(stored = folder(), reading: MediaReading = { kind: 'media', media: image }) {
  const store = new MemoryEvidence(stored.items.length > 0 ? { ...stored, revision: 1 } : undefined);
  const files = new MemoryFiles();
  let ids = 0;
  let now = AT;
  const ports = {
    evidence: store,
    evidenceFiles: files,
    mediaReader: { read: async () => reading },
    now: () => now,
    newId: () => `id-${(ids += 1)}`,
  };
  return { store, files, ports, at: (moment: Date) => (now = moment) };
}

const full = folder(...Array.from({ length: MAXIMUM_EVIDENCE }, (_, n) => evidence(`old-${n}`)));

describe('addEvidence', () => {
  it('keeps a text with its author and its moment', async () => {
    const { store, ports } = rig();
    const outcome = await addEvidence(place, { ...text, criterionId: 'C1.1-1' }, ports);
    const expected = {
      id: 'id-1',
      criterionId: 'C1.1-1',
      title: 'Posture',
      content: text.content,
      by: chloe,
      at: AT,
    };
    assert.deepEqual(outcome, { kind: 'added', evidence: expected });
    assert.deepEqual(store.folder?.items, [expected]);
    assert.equal(store.folder?.contextId, welcomeActivity.contextId);
  });

  it('keeps an image, its small one, and a name that is safe', async () => {
    const { store, files, ports } = rig();
    await addEvidence(place, file, ports);
    assert.deepEqual(
      [...files.all].map(([id, kept]) => [id, kept.bytes.toString()]),
      [
        ['id-1', 'image'],
        ['id-2', 'small'],
      ],
    );
    assert.deepEqual(store.folder?.items[0]?.content, {
      kind: 'file',
      file: {
        id: 'id-1',
        name: 'photo.heic.jpg',
        type: 'image/jpeg',
        bytes: 5,
        sha256: image.sha256,
        image: { thumbnailId: 'id-2', width: 640, height: 480 },
      },
    });
  });

  it('keeps nothing of a file that is refused, and says why', async () => {
    const { store, files, ports } = rig(folder(), { kind: 'refused', reason: 'video' });
    assert.deepEqual(await addEvidence(place, file, ports), { kind: 'refused', reason: 'video' });
    assert.deepEqual([files.all.size, store.folder], [0, undefined]);
  });

  it('reads no file for whom there is no room', async () => {
    const { ports } = rig(full);
    const refusing = { ...ports, mediaReader: { read: () => assert.fail('it was read') } };
    assert.deepEqual(await addEvidence(place, file, refusing), { kind: 'full' });
  });

  it('keeps twenty of thirty that come at once, and no file of the others', async () => {
    const { store, files, ports } = rig();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => addEvidence(place, file, ports)));
    assert.equal(outcomes.filter(({ kind }) => kind === 'added').length, MAXIMUM_EVIDENCE);
    assert.equal(outcomes.filter(({ kind }) => kind === 'full').length, 10);
    assert.equal(store.folder?.items.length, MAXIMUM_EVIDENCE);
    assert.equal(files.all.size, 2 * MAXIMUM_EVIDENCE);
  });

  it('removes the file of what makes room', async () => {
    const removed = { at: AT, by: chloe };
    const gone = evidence('gone', { content: { kind: 'file', file: photoFile }, removed });
    const { files, store, ports } = rig({ ...full, items: [gone, ...full.items.slice(1)] });
    for (const id of ['file-1', 'thumbnail-1']) await files.put(id, bytes('x'), AT);
    await addEvidence(place, text, ports);
    assert.equal(files.all.size, 0);
    assert.equal(store.folder?.items.length, MAXIMUM_EVIDENCE);
  });

  it('names no file that could not be kept', async () => {
    const { store, files, ports } = rig();
    files.failure = new Error('the disk is full');
    await assert.rejects(addEvidence(place, file, ports), /the disk is full/);
    assert.equal(store.folder, undefined);
  });
});

describe('removeEvidence', () => {
  it('takes away what this person may, and says whether it did', async () => {
    const { store, ports } = rig(folder(evidence('mine'), evidence('theirs', { by: claire })));
    assert.equal(await removeEvidence(place, { id: 'theirs', by: chloe }, ports), false);
    assert.equal(await removeEvidence(place, { id: 'none', by: chloe }, ports), false);
    assert.equal(store.saves, 0);
    assert.equal(await removeEvidence(place, { id: 'mine', by: chloe }, ports), true);
    assert.equal(await removeEvidence(place, { id: 'mine', by: chloe }, ports), true, 'a second click');
    assert.equal(store.saves, 1);
  });

  it('tells a learner nothing of what a teacher took away', async () => {
    const { ports } = rig(folder(evidence('theirs', { by: claire, removed: { at: AT, by: claire } })));
    assert.equal(await removeEvidence(place, { id: 'theirs', by: chloe }, ports), false);
  });
});

describe('restoreEvidence', () => {
  it('brings it back in time, and says when it is too late', async () => {
    const { ports, at } = rig(folder(evidence('mine')));
    await removeEvidence(place, { id: 'mine', by: chloe }, ports);
    assert.equal(await restoreEvidence(place, { id: 'mine', by: chloe }, ports), true);
    await removeEvidence(place, { id: 'mine', by: chloe }, ports);
    at(later(3600));
    assert.equal(await restoreEvidence(place, { id: 'mine', by: chloe }, ports), false);
  });
});
